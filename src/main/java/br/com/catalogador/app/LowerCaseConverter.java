package br.com.catalogador.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the constants of an enum by their names in lower case. */
abstract class LowerCaseConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] constants;

  /**
   * @param type with two constants at least
   */
  LowerCaseConverter(Class<E> type) {
    constants = type.getEnumConstants();
  }

  @Override
  public E convert(String text) {
    List<String> names =
        Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    int found = names.indexOf(text);
    if (found < 0) {
      int last = names.size() - 1;
      throw new TypeConversionException(
          "expected %s or %s, not %s"
              .formatted(String.join(", ", names.subList(0, last)), names.get(last), text));
    }
    return constants[found];
  }
}
