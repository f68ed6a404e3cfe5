package br.com.catalogador.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs of Debian's package {@code prometheus}. */
public final class Prometheus {
  private Prometheus() {}

  /** The path of promtool, if this machine has it. */
  public static Optional<String> promtool() {
    return find("promtool");
  }

  /** The path of the server, if this machine has it. */
  public static Optional<String> server() {
    return find("prometheus");
  }

  private static Optional<String> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
