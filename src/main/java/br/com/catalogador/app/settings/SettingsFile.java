package br.com.catalogador.app.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A YAML file with sections of keys: the values, each with its line, and what is wrong with it. */
final class SettingsFile {
  private final Path file;

  /** By section and key. */
  private final Map<String, Integer> lines = new HashMap<>();

  private final Map<String, Given> values = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /** A value and its origin, e.g. a file and a line; the value is null for a key without one. */
  record Given(String value, String origin) {}

  private SettingsFile(Path file) {
    this.file = file;
  }

  /** Reads a file. One that is not there or not YAML has no values and a mistake. */
  static SettingsFile read(Path file) {
    SettingsFile read = new SettingsFile(file);
    read.read();
    return read;
  }

  /** By key {@code section.name}, in the order of the file. */
  Map<String, Given> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Sentences that begin with the file, and the line where there is one. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  private void read() {
    try {
      String content = Files.readString(file);
      addLines("", yaml().compose(new StringReader(content)));
      Object root = yaml().load(content);
      if (root instanceof Map<?, ?> sections) {
        sections.forEach((section, entries) -> readSection(section.toString(), entries));
      } else if (root != null) {
        mistakes.add(file + ": expected sections such as \"http:\"");
      }
    } catch (IOException e) {
      mistakes.add(file + ": " + reason(e));
    } catch (MarkedYAMLException e) {
      String place = e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
      mistakes.add(file + place + ": is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      mistakes.add(file + ": is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private void addLines(String prefix, Node node) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode name) {
          String key = prefix + name.getValue();
          lines.put(key, name.getStartMark().getLine() + 1);
          addLines(key + ".", entry.getValueNode());
        }
      }
    }
  }

  private String place(String key) {
    return lines.containsKey(key) ? file + ":" + lines.get(key) : file.toString();
  }

  private String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "is a directory, expected a file";
    }
    if (cause instanceof AccessDeniedException) {
      return "may not be read by the user that runs this";
    }
    if (cause instanceof CharacterCodingException) {
      return "is not text in UTF-8";
    }
    return "cannot be read: " + cause.getMessage();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  private void readSection(String section, Object content) {
    if (content instanceof Map<?, ?> entries) {
      readEntries(section, entries);
    } else if (content != null) {
      mistakes.add(place(section) + ": " + section + ": expected a section with keys below it");
    }
  }

  private void readEntries(String section, Map<?, ?> entries) {
    entries.forEach(
        (name, value) -> {
          String key = section + "." + name;
          if (value instanceof Map<?, ?> below) {
            readEntries(key, below);
          } else {
            values.put(key, new Given(value == null ? null : text(value), place(key)));
          }
        });
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }
}
