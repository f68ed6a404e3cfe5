package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares answers with those recorded under {@code src/test/resources/golden}, byte for byte. With
 * the system property {@code catalogador.golden=record} the files are written instead; version
 * control then shows the differences.
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

  /** The path of a recorded file. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /**
   * Breaks JSON text into lines that can be compared: one for each of the outer fields and for each
   * object in an array. Nothing else is changed, so different texts give different lines. Text that
   * is not a JSON object on one line is returned unchanged.
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
