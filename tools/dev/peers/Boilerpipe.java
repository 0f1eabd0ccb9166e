// boilerpipe's ArticleExtractor over JSON lines: {"id", "html"} in, {"id", "text"} out. The two fields are
// taken from lines as bench-peers writes them; there is no JSON library in boilerpipe's package.

import de.l3s.boilerpipe.extractors.ArticleExtractor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

public class Boilerpipe {
  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line; (line = in.readLine()) != null; ) {
      String text = "";
      try {
        text = ArticleExtractor.INSTANCE.getText(field(line, "html"));
      } catch (Exception error) {
        System.err.println(error);  // an empty text scores as such
      }
      out.println("{\"id\": " + quoted(field(line, "id")) + ", \"text\": " + quoted(text) + "}");
    }
    out.flush();
  }

  /** The value of a text field. */
  private static String field(String line, String name) {
    StringBuilder value = new StringBuilder();
    int at = line.indexOf("\"" + name + "\": \"") + name.length() + 5;
    for (; line.charAt(at) != '"'; at++) {
      if (line.charAt(at) != '\\') {
        value.append(line.charAt(at));
        continue;
      }
      at++;
      switch (line.charAt(at)) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'u' -> {
          value.append((char) Integer.parseInt(line.substring(at + 1, at + 5), 16));
          at += 4;
        }
        default -> value.append(line.charAt(at));
      }
    }
    return value.toString();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
