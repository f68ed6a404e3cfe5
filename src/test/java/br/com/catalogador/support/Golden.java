package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recorded answers under {@code src/test/resources/golden}: what is given to clients now must be
 * what was given before, byte for byte. The system property {@code catalogador.golden}, with the
 * value {@code record}, writes the files anew; what differs then shows in the version control.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final boolean RECORDS = "record".equals(System.getProperty("catalogador.golden"));

  private Golden() {}

  /** Compares a text with a recorded file, or records it. */
  public static void assertRecorded(String file, String text) throws IOException {
    Path path = file(file);
    if (RECORDS) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
    assertThat(text).as(path.toString()).isEqualTo(Files.readString(path));
  }

  /** Where a file is recorded. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /**
   * JSON text in lines, for people and version control to compare: one for each of the outer fields
   * and for each object in an array. No other byte is changed, so texts that differ give lines that
   * differ; text that is not JSON on one line stays as it is.
   */
  public static String inLines(String json) {
    if (!json.startsWith("{") || json.contains("\n")) {
      return json;
    }
    StringBuilder lines = new StringBuilder(json.length() + 200);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      lines.append(c);
      if (quoted && c == '\\') {
        lines.append(json.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        char next = i + 1 < json.length() ? json.charAt(i + 1) : ' ';
        boolean outerField = next == '"' && depth <= 2 && c == ',';
        boolean element = next == '{' && (c == ',' || c == '[');
        if (outerField || element) {
          lines.append('\n');
        }
      }
    }
    return lines.toString();
  }
}
