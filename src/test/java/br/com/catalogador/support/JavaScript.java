package br.com.catalogador.support;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Runs one of the page's JavaScript modules without a browser, for modules that do not access the
 * document when they are loaded. Arguments and results are converted as JSON. For one thread.
 */
public final class JavaScript implements AutoCloseable {
  private static final Path MODULES = Path.of("webroot/static/js").toAbsolutePath();

  /** The browser classes that the tested modules use and the language does not have. */
  private static final String URL_SEARCH_PARAMS =
      """
      globalThis.URLSearchParams = class {
        constructor(init) {
          const decoded = (text) => decodeURIComponent(text.replaceAll('+', ' '));
          const pairs = (text) =>
            text.replace(/^\\?/, '').split('&').filter(Boolean).map((pair) => {
              const [name, ...value] = pair.split('=');
              return [decoded(name), decoded(value.join('='))];
            });
          const given = typeof init === 'string' ? pairs(init) : init;
          this.pairs = Array.isArray(given) ? given : Object.entries(given);
        }
        get(name) {
          return this.pairs.find(([key]) => key === name)?.[1] ?? null;
        }
        [Symbol.iterator]() {
          return this.pairs[Symbol.iterator]();
        }
        toString() {
          const encoded = (text) => encodeURIComponent(text).replaceAll('%20', '+');
          return this.pairs.map((pair) => pair.map(encoded).join('=')).join('&');
        }
      };
      """;

  private final Context context;
  private final Value caller;

  /**
   * @param name file name of the module, e.g. {@code clock.js}
   * @param before a script that runs first and defines globals of the page; may be empty
   */
  public JavaScript(String name, String before) {
    this(name, before, ZoneId.systemDefault());
  }

  /**
   * @param zone the reader's
   */
  public JavaScript(String name, String before, ZoneId zone) {
    context =
        Context.newBuilder("js")
            .allowIO(IOAccess.ALL)
            .timeZone(zone)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    context.eval("js", URL_SEARCH_PARAMS);
    context.eval("js", before);
    context.eval(
        Source.newBuilder(
                "js",
                "import * as it from '" + MODULES.resolve(name) + "'; globalThis.module = it;",
                "start.mjs")
            .mimeType("application/javascript+module")
            .buildLiteral());
    caller =
        context.eval(
            "js",
            "(script, given) => JSON.stringify(new Function('it', 'given', script)(module,"
                + " JSON.parse(given)))");
  }

  public JavaScript(String name) {
    this(name, "");
  }

  /**
   * Runs a function body, in which {@code it} is the module and {@code given} the arguments.
   *
   * @return the result, decoded from JSON; null also for {@code undefined}
   */
  public Object run(String body, Object... given) {
    Value text = caller.execute(body, new JsonArray(Arrays.asList(given)).encode());
    return text.isNull() ? null : Json.decodeValue(text.asString());
  }

  /** Calls an exported function. */
  public Object call(String function, Object... arguments) {
    return run("return it." + function + "(...given)", arguments);
  }

  @Override
  public void close() {
    context.close();
  }
}
