package br.com.catalogador.app.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks the folder into which Vert.x extracts files of the jar, before the start: if it is full,
 * the server starts but cannot answer requests.
 */
public final class TemporaryFolder {
  /** Several times the size of the extracted files. */
  public static final long NEEDED_BYTES = 8L << 20;

  private TemporaryFolder() {}

  /**
   * Why a folder cannot be used, as a sentence; empty when it can. Blocks.
   *
   * @param needed bytes that must be free
   */
  public static Optional<String> problem(Path folder, long needed) {
    try {
      Files.delete(Files.createTempFile(folder, "catalogador", ""));
      long free = Files.getFileStore(folder).getUsableSpace();
      return free >= needed
          ? Optional.empty()
          : Optional.of(
              sentence(
                  folder, "has %d kB free, %d are needed".formatted(free >> 10, needed >> 10)));
    } catch (IOException e) {
      return Optional.of(sentence(folder, "cannot be written to: " + e));
    }
  }

  private static String sentence(Path folder, String what) {
    return "the folder for temporary files, " + folder + " (java.io.tmpdir), " + what;
  }
}
