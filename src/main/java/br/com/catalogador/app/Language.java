package br.com.catalogador.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A language of the command line. Its own texts are in {@code commands_<language>.properties},
 * which also has the English help; the Portuguese help stands beside the options. Other packages
 * report what is wrong in English, as for the log; {@code sentences_pt.txt} translates these
 * sentences when they are shown.
 */
enum Language {
  PT(Locale.forLanguageTag("pt-BR")),
  EN(Locale.ENGLISH);

  private static final String OPTION = "--lang";

  private final Locale locale;
  private final ResourceBundle bundle;
  private final List<Translation> translations;

  Language(Locale locale) {
    this.locale = locale;
    this.bundle = ResourceBundle.getBundle("commands", locale);
    this.translations = locale.getLanguage().equals("en") ? List.of() : Translation.all();
  }

  /**
   * A sentence and its translation, each with the same placeholders.
   *
   * @param english as a pattern with a group for each placeholder
   */
  private record Translation(Pattern english, String translated) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    /** Reads pairs of lines; more specific sentences come first. */
    static List<Translation> all() {
      try (InputStream in = Language.class.getResourceAsStream("/sentences_pt.txt")) {
        List<String> lines =
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<Translation> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
          all.add(new Translation(pattern(lines.get(i)), lines.get(i + 1).strip()));
        }
        return all;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Pattern pattern(String sentence) {
      StringBuilder regex = new StringBuilder();
      Matcher placeholder = PLACEHOLDER.matcher(sentence);
      int end = 0;
      while (placeholder.find()) {
        regex.append(Pattern.quote(sentence.substring(end, placeholder.start()))).append("(.+?)");
        end = placeholder.end();
      }
      return Pattern.compile(regex.append(Pattern.quote(sentence.substring(end))).toString());
    }
  }

  /** The language that the arguments choose by {@code --lang}; Portuguese otherwise. */
  static Language of(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(OPTION + "=en")
          || arguments[i].equals(OPTION)
              && i + 1 < arguments.length
              && arguments[i + 1].equals("en")) {
        return EN;
      }
    }
    return PT;
  }

  /** The language of a command that {@link Main} has configured; Portuguese otherwise. */
  static Language of(CommandSpec command) {
    return command.resourceBundle() == EN.bundle ? EN : PT;
  }

  Locale locale() {
    return locale;
  }

  ResourceBundle bundle() {
    return bundle;
  }

  /** A text of the command line's own, with its arguments filled in. */
  String text(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /** Each line of a message, translated as far as known. */
  String translate(String message) {
    return message.lines().map(this::translateLine).collect(Collectors.joining("\n"));
  }

  private String translateLine(String line) {
    for (Translation translation : translations) {
      Matcher matcher = translation.english().matcher(line);
      if (matcher.matches()) {
        String translated = translation.translated();
        for (int i = 0; i < matcher.groupCount(); i++) {
          translated = translated.replace("{" + i + "}", translateLine(matcher.group(i + 1)));
        }
        return translated;
      }
    }
    return line;
  }
}
