package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file of icons has those that pages use, and no others. */
class IconsTest {
  private static final Path NAMES = Path.of("src/build/icons.txt");
  private static final Pattern IN_TEMPLATE = Pattern.compile("icons\\.svg#([a-z0-9-]+)");
  private static final Pattern IN_SCRIPT = Pattern.compile("'([a-z][a-z0-9-]+)'");

  private static Set<String> found(String folder, Pattern pattern) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        pattern.matcher(Files.readString(file)).results().forEach(it -> names.add(it.group(1)));
      }
    }
    return names;
  }

  @Test
  void everyListedIconIsUsedAndEveryUsedOneIsListed() throws Exception {
    List<String> listed =
        Files.readAllLines(NAMES).stream().map(name -> name.replace(".svg", "")).toList();
    Set<String> used = found("webroot/templates", IN_TEMPLATE);
    // in scripts any text may be a name: those that are listed are
    found("webroot/static/js", IN_SCRIPT).stream().filter(listed::contains).forEach(used::add);

    assertThat(listed).containsExactlyInAnyOrderElementsOf(used);
  }
}
