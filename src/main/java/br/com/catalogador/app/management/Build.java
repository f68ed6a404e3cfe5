package br.com.catalogador.app.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param version the product's version, e.g. {@code 1.0.0}
 * @param number differs from build to build
 */
public record Build(String version, String number) {

  /** Read from the class path, where the build wrote it. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/build.properties")) {
      properties.load(in);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("build"));
  }
}
