#!/usr/bin/env python3
"""Front pages, error pages and walls are no articles: made-up ones, in four layouts and six languages.

  no_article_test.py WINNOW

At most one page in ten may have a confidence over .5, and none may be of type article with one.
"""

import json
import subprocess
import sys
import unittest

MOST_CONFIDENCE, MOST_SHARE_OVER = 0.5, 0.1
WINNOW = sys.argv.pop(1) if len(sys.argv) > 1 else "winnow"

# A paper's name, its sections, headlines, and teasers.
PAPERS = {
    "en": ("The Marlow Courier", ["News", "Business", "Sport", "Culture", "Weather"],
           ["Harbour bridge to close for nine weekends", "Bakers warn of a poor rye harvest",
            "Goalkeeper signs until 2029", "Museum finds a lost map in its cellar",
            "Two ferries collide in thick fog", "Rents rise faster than wages for a sixth year",
            "School kitchens go back to local milk", "Mayor rules out a second term",
            "Night trains return to the coast line", "Orchestra plays for the dyke fund",
            "Fishing quota cut by a fifth", "Hospital opens its new children's ward"],
           ["Drivers will have to go round by the old mill road, the council said on Monday.",
            "A wet June and a dry August have left the fields thin.",
            "She joined the club at the age of twelve.",
            "The sheet had been folded into a ledger for more than a century."]),
    "de": ("Marlower Anzeiger", ["Politik", "Wirtschaft", "Sport", "Kultur", "Wetter"],
           ["Hafenbrücke neun Wochenenden lang gesperrt", "Bäcker fürchten magere Roggenernte",
            "Torhüterin bleibt bis 2029", "Museum entdeckt verschollene Karte im Keller",
            "Zwei Fähren stoßen im Nebel zusammen", "Mieten steigen schneller als Löhne",
            "Schulküchen setzen wieder auf Milch vom Hof", "Bürgermeisterin tritt nicht noch einmal an",
            "Nachtzüge kehren an die Küste zurück", "Orchester spielt für den Deichfonds",
            "Fangquote um ein Fünftel gekürzt", "Klinik eröffnet neue Kinderstation"],
           ["Autofahrer müssen über die alte Mühlenstraße ausweichen, teilte die Stadt mit.",
            "Ein nasser Juni und ein trockener August haben den Feldern zugesetzt.",
            "Sie kam mit zwölf Jahren in den Verein.",
            "Das Blatt lag mehr als hundert Jahre in einem Kassenbuch."]),
    "fr": ("Le Courrier de Marlow", ["Politique", "Économie", "Sports", "Culture", "Météo"],
           ["Le pont du port fermé neuf week-ends de suite", "Les boulangers craignent une maigre récolte de seigle",
            "La gardienne prolonge jusqu'en 2029", "Une carte perdue retrouvée dans la cave du musée",
            "Deux bacs se heurtent dans le brouillard", "Les loyers montent plus vite que les salaires",
            "Les cantines reviennent au lait local", "La maire ne se représentera pas",
            "Retour des trains de nuit sur la côte", "L'orchestre joue pour le fonds des digues",
            "Le quota de pêche réduit d'un cinquième", "L'hôpital ouvre un service pour enfants"],
           ["Les automobilistes devront passer par l'ancienne route du moulin, a annoncé la ville.",
            "Un mois de juin humide et un mois d'août sec ont éprouvé les champs.",
            "Elle est entrée au club à douze ans.",
            "La feuille dormait depuis plus d'un siècle dans un registre."]),
    "vi": ("Báo Bến Cảng", ["Thời sự", "Kinh doanh", "Thể thao", "Văn hóa", "Thời tiết"],
           ["Cầu cảng đóng cửa chín ngày cuối tuần", "Thợ làm bánh lo vụ lúa mạch kém",
            "Thủ môn ký hợp đồng đến năm 2029", "Bảo tàng tìm thấy bản đồ thất lạc dưới hầm",
            "Hai phà va nhau trong sương mù dày", "Giá thuê nhà tăng nhanh hơn lương",
            "Bếp ăn trường học dùng lại sữa địa phương", "Thị trưởng không tái tranh cử",
            "Tàu đêm trở lại tuyến ven biển", "Dàn nhạc biểu diễn gây quỹ đê điều",
            "Hạn ngạch đánh bắt giảm một phần năm", "Bệnh viện mở khoa nhi mới"],
           ["Người lái xe phải đi vòng theo đường nhà máy cũ, thành phố cho biết hôm thứ hai.",
            "Tháng sáu mưa nhiều và tháng tám khô hạn khiến đồng ruộng xơ xác.",
            "Cô gia nhập câu lạc bộ từ năm mười hai tuổi.",
            "Tờ giấy nằm trong sổ cái hơn một thế kỷ."]),
    "zh": ("港口日报", ["要闻", "财经", "体育", "文化", "天气"],
           ["港口大桥将在九个周末关闭", "面包师担心黑麦歉收", "女门将续约至2029年", "博物馆地下室发现失踪地图",
            "两艘渡轮在浓雾中相撞", "房租涨幅连续六年超过工资", "学校食堂重新使用本地牛奶", "市长宣布不再连任",
            "夜行列车重返海岸线", "乐团为堤坝基金演出", "捕捞配额削减五分之一", "医院新儿童病房启用"],
           ["市政府周一表示，司机须绕行旧磨坊路。", "六月多雨，八月干旱，田地收成稀薄。", "她十二岁加入俱乐部。",
            "这张图在账本里夹了一百多年。"]),
    "ru": ("Портовый вестник", ["Новости", "Экономика", "Спорт", "Культура", "Погода"],
           ["Портовый мост закроют на девять выходных", "Пекари опасаются скудного урожая ржи",
            "Вратарь продлила контракт до 2029 года", "Музей нашёл пропавшую карту в подвале",
            "Два парома столкнулись в густом тумане", "Аренда дорожает быстрее зарплат",
            "Школьные кухни возвращаются к местному молоку", "Мэр не пойдёт на второй срок",
            "Ночные поезда вернутся на побережье", "Оркестр сыграет в пользу дамбы",
            "Квоту на вылов сократили на пятую часть", "В больнице открылось детское отделение"],
           ["Водителям придётся ехать в объезд по старой мельничной дороге, сообщили в мэрии.",
            "Мокрый июнь и сухой август истощили поля.", "Она пришла в клуб в двенадцать лет.",
            "Лист больше века пролежал в бухгалтерской книге."]),
}

# Address, title, and the lines of the page.
ERRORS = {
    "en": [("Page not found", ["Sorry, the page you were looking for does not exist or has been moved.",
                               "Check the address, or go back to the front page."]),
           ("404", ["This story is no longer available.", "Search our archive or read today's top stories."]),
           ("Something went wrong", ["We are having trouble showing this page. Please try again in a few minutes."]),
           ("Access denied", ["You do not have permission to view this page. Reference number: 18.2f1c2d17."]),
           ("Just a moment…", ["Checking your browser before you reach the site. This process is automatic.",
                               "Please enable JavaScript and cookies to continue."])],
    "de": [("Seite nicht gefunden", ["Die gewünschte Seite existiert leider nicht oder wurde verschoben."]),
           ("Fehler 404", ["Dieser Artikel ist nicht mehr verfügbar. Zurück zur Startseite."]),
           ("Zustimmung", ["Mit Werbung und Cookies weiterlesen: Wir und unsere Partner verarbeiten Daten auf Ihrem "
                           "Gerät. Sie können Ihre Zustimmung jederzeit widerrufen."])],
    "fr": [("Page introuvable", ["La page que vous cherchez n'existe pas ou a été déplacée."]),
           ("Erreur 404", ["Cet article n'est plus disponible. Retour à l'accueil."])],
    "vi": [("Không tìm thấy trang", ["Trang bạn tìm không tồn tại hoặc đã bị xóa. Vui lòng quay lại trang chủ."])],
    "zh": [("页面不存在", ["抱歉，您访问的页面不存在或已被删除。", "返回首页"])],
    "ru": [("Страница не найдена", ["Запрошенная страница не существует или была удалена. Вернитесь на главную."])],
}


def head(title, lang):
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'


def menu(paper, sections):
    links = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(sections))
    return f'<header><a href="/">{paper}</a><nav><ul>{links}</ul></nav></header>'


def cards(headlines, teasers):
    """Layouts of a front page: bare cards, cards with teasers, list items, bare paragraphs."""
    yield "".join(f'<div class="c"><h3><a href="/s/{i}">{h}</a></h3></div>' for i, h in enumerate(headlines))
    yield "".join(f'<article><h2><a href="/s/{i}">{h}</a></h2><p>{teasers[i % len(teasers)]}</p></article>'
                  for i, h in enumerate(headlines * 2))
    yield "<ul>" + "".join(f'<li><a href="/s/{i}">{h}</a> <span>{i + 1}h</span></li>'
                           for i, h in enumerate(headlines)) + "</ul>"
    yield "".join(f'<div><img src="/{i}.jpg"><a href="/s/{i}">{h}</a><p>{teasers[i % len(teasers)]} '
                  f'{teasers[(i + 1) % len(teasers)]}</p></div>' for i, h in enumerate(headlines))


def pages():
    for lang, (paper, sections, headlines, teasers) in PAPERS.items():
        for layout, body in enumerate(cards(headlines, teasers)):
            yield {"id": f"front-{lang}-{layout}", "url": "https://courier.example/",
                   "html": f"{head(paper, lang)}<body>{menu(paper, sections)}<main>{body}</main>"
                           f"<footer>© 2026 {paper}</footer></body></html>"}
        for number, (title, lines) in enumerate(ERRORS[lang]):
            text = "".join(f"<p>{line}</p>" for line in lines)
            related = "".join(f'<li><a href="/s/{i}">{h}</a></li>' for i, h in enumerate(headlines[:5]))
            yield {"id": f"error-{lang}-{number}", "url": "https://courier.example/gone/2024/05/story",
                   "html": f"{head(title + ' | ' + paper, lang)}<body>{menu(paper, sections)}<main><h1>{title}</h1>"
                           f"{text}</main><aside><ul>{related}</ul></aside><footer>© 2026 {paper}</footer>"
                           f"</body></html>"}


class NoArticle(unittest.TestCase):
    def test_confidence(self):
        rows = "".join(json.dumps(page) + "\n" for page in pages())
        run = subprocess.run([WINNOW, "clean", "-", "--input", "jsonl", "--fields", "id,type,confidence"], input=rows,
                             capture_output=True, text=True, check=False)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        records = [json.loads(line) for line in run.stdout.splitlines()]
        count = rows.count("\n")
        over = [r for r in records if r["confidence"] > MOST_CONFIDENCE]
        self.assertLessEqual(len(over), MOST_SHARE_OVER * count,
                             "\n".join(f"{r['id']} {r['type']} {r['confidence']}" for r in over))


if __name__ == "__main__":
    unittest.main()
