// Crawls a site with Crawlee and prints one record a page:
//
//   npm install && node crawl.js https://www.example.org/ > articles.jsonl

import { CheerioCrawler, Configuration } from '@crawlee/cheerio';
import { Winnow } from './winnow.js';

const winnow = new Winnow({ program: process.env.WINNOW ?? 'winnow' });
const crawler = new CheerioCrawler(
  {
    maxRequestsPerCrawl: 100,
    maxCrawlDepth: Number(process.env.DEPTH ?? 3),
    async requestHandler({ request, body, contentType, enqueueLinks }) {
      const record = await winnow.clean({
        id: request.id,
        url: request.loadedUrl,
        html: body.toString(contentType.encoding),
        content_type: contentType.type,
      });
      console.log(JSON.stringify(record));
      await enqueueLinks();
    },
  },
  new Configuration({ persistStorage: false }),
);
crawler.log.setLevel(crawler.log.LEVELS?.WARNING ?? 2);
await crawler.run(process.argv.slice(2));
await winnow.close();
