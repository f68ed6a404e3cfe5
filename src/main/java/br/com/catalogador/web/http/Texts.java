package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The texts of the user interface by language, read once from the files that the page also loads.
 * Keys are dotted paths, e.g. {@code errors.session_ended}; {@code {name}} in a text is replaced by
 * the fact of that name.
 */
public final class Texts {
  /** The supported languages; the first is the default. */
  public static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");

  private static final String BROKER_MESSAGE = "brokerMessage";

  private static final String COOKIE = "catalogador_lang";

  private final Map<String, JsonObject> bundles;

  private Texts(Map<String, JsonObject> bundles) {
    this.bundles = bundles;
  }

  /**
   * Reads the bundles from the class path; blocks for some milliseconds.
   *
   * @throws UncheckedIOException when one is missing
   */
  public static Texts load() {
    Map<String, JsonObject> bundles = new LinkedHashMap<>();
    LANGUAGES.forEach(language -> bundles.put(language, read(language)));
    return new Texts(bundles);
  }

  private static JsonObject read(String language) {
    String path = "/webroot/static/i18n/" + language + ".json";
    try (InputStream in = Texts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("no " + path + " on the class path");
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All texts of a language, for the templates. */
  public JsonObject bundle(String language) {
    return bundles.get(language);
  }

  /** The text of a dotted key; the key itself when there is none. */
  public String text(String language, String key) {
    JsonObject level = bundles.get(language);
    String[] steps = key.split("\\.");
    for (int i = 0; i < steps.length - 1 && level != null; i++) {
      level = level.getJsonObject(steps[i]);
    }
    return level == null ? key : level.getString(steps[steps.length - 1], key);
  }

  /** The sentence that explains a failure, in a supported language. */
  public String sentence(String language, Failure failure) {
    String sentence = complete(language, "errors." + failure.kind().code(), failure);
    // Which rule the text of a pattern breaks.
    String rule = failure.facts().getString("rule");
    return rule == null
        ? sentence
        : sentence + " " + complete(language, "patternErrors." + rule, failure);
  }

  /** As {@link #sentence}, for a login, which has its own sentences for some failures. */
  public String loginSentence(String language, Failure failure) {
    String key = "loginErrors." + failure.kind().code();
    return text(language, key).equals(key)
        ? sentence(language, failure)
        : complete(language, key, failure);
  }

  /** The text with its facts filled in, followed by a message of the broker if there is one. */
  private String complete(String language, String key, Failure failure) {
    String sentence = text(language, key);
    if (!failure.facts().getString(BROKER_MESSAGE, "").isEmpty()) {
      sentence += " " + text(language, "login.brokerSaid");
    }
    for (Map.Entry<String, Object> fact : failure.facts()) {
      sentence = sentence.replace("{" + fact.getKey() + "}", String.valueOf(fact.getValue()));
    }
    return sentence;
  }

  /** The language of a request: the one chosen on the page (cookie), or Accept-Language. */
  public static String languageOf(RoutingContext context) {
    var chosen = context.request().getCookie(COOKIE);
    if (chosen != null && LANGUAGES.contains(chosen.getValue())) {
      return chosen.getValue();
    }
    return context.acceptableLanguages().stream()
        .filter(wanted -> wanted.tag() != null && wanted.weight() > 0)
        .flatMap(Texts::ours)
        .findFirst()
        .orElse(LANGUAGES.get(0));
  }

  private static Stream<String> ours(LanguageHeader wanted) {
    return LANGUAGES.stream()
        .filter(language -> language.regionMatches(true, 0, wanted.tag(), 0, 2));
  }
}
