package br.com.catalogador.app;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.Golden;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of requests and answers, for recorded files. Random values are replaced by names, see
 * {@link #RANDOM}.
 */
final class Transcript {
  /** A replacement: name and pattern; the first group of the pattern, if any, is kept. */
  private static final Map<String, Pattern> RANDOM =
      Map.of(
          "token", Pattern.compile("()eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+"),
          "challenge", Pattern.compile("(\"challenge\":\")[^\"]+"),
          "id", Pattern.compile("()[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
          "device", Pattern.compile("(catalogador_visitor=)[^;]+"),
          // Computed by the library from this machine's clock and the recorded Max-Age.
          "expires", Pattern.compile("(Expires=)[^;]+"),
          // The broker's time in envelopes advances by this machine's clock.
          "sentAtMs", Pattern.compile("(\"headers\":\\{\"sentAtMs\":\")\\d+"),
          "port", Pattern.compile("(127\\.0\\.0\\.1:)\\d+"),
          "entropy", Pattern.compile("(\"entropy\":)\\d+"),
          "build", Pattern.compile("(/static/)[^/\"]+"));

  private static final Set<String> RANDOM_HEADERS = Set.of("date", "x-request-id", "last-modified");

  /** Headers of HTTP/1.1 itself. */
  private static final Set<String> UNRECORDED = Set.of("content-length", "transfer-encoding");

  /** A failure, whose facts have a different order in each process. */
  private static final Pattern FAILURE = Pattern.compile("\\{[^{}]*\"code\":[^{}]*}");

  private final StringBuilder text = new StringBuilder();
  private String headersOfAll;

  /** Adds an answer with its headers; headers common to all answers are added once. */
  Answer answer(String title, Answer answer) {
    TreeMap<String, String> headers = new TreeMap<>();
    TreeMap<String, String> ofAll = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!UNRECORDED.contains(name)) {
                (isOfAll(name) ? ofAll : headers).put(name, join(name, values));
              }
            });
    String common = lines(ofAll);
    if (headersOfAll == null) {
      headersOfAll = common;
      text.append("## headers of every answer that does not show others\n").append(common);
    }
    text.append("\n## ").append(title).append('\n').append(answer.status()).append('\n');
    text.append(lines(headers)).append(common.equals(headersOfAll) ? "" : common);
    return answer;
  }

  /** Adds an answer with its headers and body. */
  Answer whole(String title, Answer answer) {
    answer(title, answer);
    text.append(Golden.inLines(named(answer.text())));
    text.append(answer.text().isEmpty() || answer.text().endsWith("\n") ? "" : "\n");
    return answer;
  }

  void line(String title, String line) {
    text.append("\n## ").append(named(title)).append('\n');
    text.append(Golden.inLines(named(line))).append('\n');
  }

  /** Adds a frame of the bridge. */
  void frame(String title, String frame) {
    JsonObject json = new JsonObject(frame);
    String problem = json.getString("message");
    line(title, problem == null ? frame : json.put("message", sorted(problem)).encode());
  }

  private static boolean isOfAll(String name) {
    return name.equals("x-content-type-options") || name.endsWith("-policy");
  }

  private static String join(String name, List<String> values) {
    return RANDOM_HEADERS.contains(name) ? "<" + name + ">" : named(String.join("\n  ", values));
  }

  private static String lines(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  private static String named(String text) {
    String named = text;
    for (Map.Entry<String, Pattern> random : RANDOM.entrySet()) {
      String name = Matcher.quoteReplacement("<" + random.getKey() + ">");
      named = random.getValue().matcher(named).replaceAll("$1" + name);
    }
    return FAILURE.matcher(named).replaceAll(it -> Matcher.quoteReplacement(sorted(it.group())));
  }

  private static String sorted(String json) {
    return new JsonObject(new TreeMap<>(new JsonObject(json).getMap())).encode();
  }

  void assertRecorded(String file) throws IOException {
    Golden.assertRecorded(file, text.toString());
  }
}
