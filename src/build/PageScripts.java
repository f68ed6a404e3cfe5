import com.google.javascript.jscomp.CommandLineRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one file of the modules of each page, when the jar is built:
 *
 * <pre>java PageScripts.java OPTIONS -- OPTIONS -- OPTIONS</pre>
 *
 * Runs the Closure compiler once for each page, with the options of all pages, which come first,
 * and its own. One process for all: loading the compiler takes longer than a page.
 */
final class PageScripts extends CommandLineRunner {
  private PageScripts(List<String> options) {
    super(options.toArray(String[]::new));
    setExitCodeReceiver(
        code -> {
          if (code != 0) {
            System.exit(code);
          }
          return null;
        });
  }

  public static void main(String[] args) {
    List<String> all = List.of(args);
    List<String> common = all.subList(0, all.indexOf("--"));
    List<PageScripts> pages = new ArrayList<>();
    for (List<String> rest = all.subList(common.size(), all.size()); !rest.isEmpty(); ) {
      int next = rest.subList(1, rest.size()).indexOf("--") + 1;
      int end = next == 0 ? rest.size() : next;
      List<String> options = new ArrayList<>(common);
      options.addAll(rest.subList(1, end));
      pages.add(new PageScripts(options));
      rest = rest.subList(end, rest.size());
    }
    pages.parallelStream().forEach(PageScripts::run);
  }
}
