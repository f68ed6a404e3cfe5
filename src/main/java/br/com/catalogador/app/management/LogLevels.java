package br.com.catalogador.app.management;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Changes log levels at run time. A logger is a class or a package; {@code ROOT} is all of them.
 * Confined to one event loop.
 */
final class LogLevels {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$]{1,200}");
  private static final Set<String> LEVELS =
      Set.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Map<String, Level> before = new HashMap<>();

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static boolean isLevel(String level) {
    return level != null && LEVELS.contains(level.toUpperCase(Locale.ROOT));
  }

  /**
   * Current state of a logger.
   *
   * @return {@code name}, {@code level} in effect, and whether that was {@code changed} here
   */
  JsonObject of(String name) {
    Logger logger = context.exists(name);
    String above = name;
    while (logger == null) {
      int dot = above.lastIndexOf('.');
      above = dot < 0 ? Logger.ROOT_LOGGER_NAME : above.substring(0, dot);
      logger = context.exists(above);
    }
    return new JsonObject()
        .put("name", name)
        .put("level", logger.getEffectiveLevel().levelStr)
        .put("changed", before.containsKey(name));
  }

  /** All loggers that were changed, and the root. */
  JsonObject all() {
    JsonObject all = new JsonObject();
    all.put(Logger.ROOT_LOGGER_NAME, of(Logger.ROOT_LOGGER_NAME));
    before.keySet().forEach(name -> all.put(name, of(name)));
    return all;
  }

  void set(String name, String level) {
    Logger logger = context.getLogger(name);
    // Not putIfAbsent: the previous level of a logger without its own level is null.
    if (!before.containsKey(name)) {
      before.put(name, logger.getLevel());
    }
    logger.setLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)));
  }

  /** Resets a level; no effect on one that was not changed. */
  void reset(String name) {
    if (before.containsKey(name)) {
      context.getLogger(name).setLevel(before.remove(name));
    }
  }

  void resetAll() {
    Set.copyOf(before.keySet()).forEach(this::reset);
  }
}
