package br.com.catalogador.web.page;

import com.github.jknack.handlebars.Parser;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.TemplateCache;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cache of parsed templates by file name. Vert.x caches only the rendered templates; without this
 * cache, included ones would be parsed again wherever they are included. Thread-safe.
 */
final class ParsedTemplates implements TemplateCache {
  private final Map<String, Template> parsed = new ConcurrentHashMap<>();

  @Override
  public Template get(TemplateSource source, Parser parser) throws IOException {
    Template known = parsed.get(source.filename());
    if (known == null) {
      known = parser.parse(source);
      parsed.put(source.filename(), known);
    }
    return known;
  }

  @Override
  public void evict(TemplateSource source) {
    parsed.remove(source.filename());
  }

  @Override
  public void clear() {
    parsed.clear();
  }

  /** Does nothing: files do not change while the server runs. */
  @Override
  public TemplateCache setReload(boolean reload) {
    return this;
  }
}
