package br.com.catalogador.app.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The build of the running product.
 *
 * @param version product version, e.g. {@code 1.0.0}
 * @param number unique id of the build
 */
public record Build(String version, String number) {

  /** Reads {@code build.properties}, which the build writes, from the class path. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("build"));
  }
}
