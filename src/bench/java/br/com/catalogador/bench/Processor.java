package br.com.catalogador.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The model of this machine's processor. */
final class Processor {
  private Processor() {}

  /** Such as {@code AMD EPYC (family 25, model 17)}; the architecture where it has no name. */
  static String name() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    String name = value(lines, "model name");
    return name.isEmpty()
        ? System.getProperty("os.arch")
        : "%s (family %s, model %s)"
            .formatted(name, value(lines, "cpu family"), value(lines, "model"));
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip())
        .findFirst()
        .orElse("");
  }
}
