package br.com.catalogador.web.page;

import com.github.jknack.handlebars.Parser;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.TemplateCache;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Templates that have been parsed, by the name of their file. Vert.x keeps those that are rendered;
 * what they include would be parsed again wherever it is included. For any thread.
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

  /** Files do not change while the server runs. */
  @Override
  public TemplateCache setReload(boolean reload) {
    return this;
  }
}
