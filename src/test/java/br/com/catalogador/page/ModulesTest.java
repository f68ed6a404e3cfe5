package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folders of the page's modules are floors: a module imports from its own and those below. */
class ModulesTest {
  private static final Path MODULES = Path.of("webroot/static/js");
  private static final Pattern IMPORT = Pattern.compile("from '(\\.[^']+)'");

  /** Bottom to top; folders on the same floor do not import from each other. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("lib"),
          List.of("model"),
          List.of("net"),
          List.of("session"),
          List.of("views"),
          List.of("chart", "files"),
          List.of("assets", "analysis", "hours", "ranking", "alerts"),
          // the entry points
          List.of(""));

  /** The modules that each module imports, by path. */
  private static Map<Path, List<Path>> imports() throws IOException {
    Map<Path, List<Path>> imports = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MODULES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
        imports.put(
            MODULES.relativize(file),
            IMPORT
                .matcher(Files.readString(file))
                .results()
                .map(found -> file.resolveSibling(found.group(1)).normalize())
                .map(MODULES::relativize)
                .toList());
      }
    }
    return imports;
  }

  private static String folder(Path module) {
    return module.getNameCount() == 1 ? "" : module.getName(0).toString();
  }

  private static int floor(Path module) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(folder(module))) {
        return floor;
      }
    }
    throw new AssertionError(module + " is in a folder without a floor");
  }

  @Test
  void importsOnlyFromTheSameFolderAndFromFloorsBelow() throws IOException {
    List<String> upwards = new ArrayList<>();
    imports()
        .forEach(
            (module, imported) -> {
              for (Path other : imported) {
                if (!folder(other).equals(folder(module)) && floor(other) >= floor(module)) {
                  upwards.add(module + " imports " + other);
                }
              }
            });

    assertThat(upwards).isEmpty();
  }

  @Test
  void everyImportedModuleExists() throws IOException {
    assertThat(imports().values().stream().flatMap(List::stream))
        .allSatisfy(module -> assertThat(MODULES.resolve(module)).isRegularFile());
  }
}
