import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves in a library's stylesheet what our pages use of it, when the jar is built:
 *
 * <pre>java UsedStyles.java STYLESHEET FOLDER NAMES</pre>
 *
 * Rules go whose classes appear nowhere in the templates, scripts and stylesheets of FOLDER, nor in
 * NAMES (comma-separated: classes that the library's own script sets); then variables and
 * animations that nothing names any more. The stylesheet is minified, without nested rules.
 */
final class UsedStyles {
  private static final Pattern WORD = Pattern.compile("[\\w-]+");
  private static final Pattern CLASS = Pattern.compile("\\.([a-zA-Z_][\\w-]*)");
  private static final Pattern EXCLUDED = Pattern.compile(":not\\([^)]*\\)");
  private static final Pattern VARIABLE = Pattern.compile("--[\\w-]+");
  private static final Pattern DECLARED =
      Pattern.compile("(--[\\w-]+):(?:\"[^\"]*\"|url\\(\"[^\"]*\"\\)|[^;{}\"])*;?");

  public static void main(String[] args) throws Exception {
    Path stylesheet = Path.of(args[0]);
    String ours = sources(Path.of(args[1]));
    Set<String> used =
        Stream.concat(
                WORD.matcher(ours).results().map(MatchResult::group), Stream.of(args[2].split(",")))
            .collect(Collectors.toSet());
    String css = withoutUnusedNames(rules(Files.readString(stylesheet), used), ours);
    Files.writeString(stylesheet, css);
  }

  private static String sources(Path folder) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().matches(".*\\.(hbs|js|css)")).toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  /** The rules that concern elements without a class or with used ones. */
  private static String rules(String css, Set<String> used) {
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (at < css.length()) {
      int open = css.indexOf('{', at);
      if (open < 0) {
        return kept.toString();
      }
      int end = closing(css, open);
      String head = css.substring(at, open);
      String body = css.substring(open + 1, end);
      String comment = head.startsWith("/*") ? head.substring(0, head.indexOf("*/") + 2) : "";
      String selectors = head.substring(comment.length());
      // the licence is in the first comment
      kept.append(comment);
      if (selectors.startsWith("@media")) {
        body = rules(body, used);
      } else if (!selectors.startsWith("@")) {
        selectors = usedOf(selectors, used);
      }
      if (!selectors.isEmpty() && !body.isEmpty()) {
        kept.append(selectors).append('{').append(body).append('}');
      }
      at = end + 1;
    }
    return kept.toString();
  }

  private static int closing(String css, int open) {
    int depth = 0;
    boolean quoted = false;
    for (int at = open; ; at++) {
      char character = css.charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (!quoted && character == '{') {
        depth++;
      } else if (!quoted && character == '}' && --depth == 0) {
        return at;
      }
    }
  }

  private static String usedOf(String selectors, Set<String> used) {
    return split(selectors).stream()
        .filter(
            selector ->
                CLASS
                    .matcher(EXCLUDED.matcher(selector).replaceAll(""))
                    .results()
                    .allMatch(name -> used.contains(name.group(1))))
        .collect(Collectors.joining(","));
  }

  /** At the commas outside parentheses. */
  private static List<String> split(String selectors) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < selectors.length(); at++) {
      char character = selectors.charAt(at);
      depth += character == '(' ? 1 : character == ')' ? -1 : 0;
      if (character == ',' && depth == 0) {
        parts.add(selectors.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(selectors.substring(from));
    return parts;
  }

  /** A variable that nothing reads may have been the last reader of another one. */
  private static String withoutUnusedNames(String css, String ours) {
    String before;
    String now = css;
    do {
      before = now;
      Set<String> read = new HashSet<>();
      VARIABLE.matcher(ours).results().forEach(name -> read.add(name.group()));
      Pattern.compile("var\\((--[\\w-]+)")
          .matcher(before)
          .results()
          .forEach(name -> read.add(name.group(1)));
      now =
          DECLARED
              .matcher(before)
              .replaceAll(
                  it ->
                      read.contains(it.group(1))
                          ? java.util.regex.Matcher.quoteReplacement(it.group())
                          : "");
    } while (!now.equals(before));
    return now.replaceAll("(?<=[{}])[^{}@/]+\\{}", "");
  }
}
