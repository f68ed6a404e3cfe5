package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PriceParserProperties {

  @Property(tries = 5000)
  void readsDecimalsAsTheNearestDouble(
      @ForAll @LongRange(min = -99_999_999_999_999_999L, max = 99_999_999_999_999_999L) long digits,
      @ForAll @IntRange(max = 18) int scale) {
    String text = new BigDecimal(BigInteger.valueOf(digits), scale).toPlainString();
    assertThat(price("<" + text + ">", 1, text.length() + 1)).isEqualTo(Double.parseDouble(text));
  }

  @Property(tries = 2000)
  void readsAnyWrittenDoubleExactly(@ForAll double value) {
    String text = Double.toString(value);
    assertThat(price(text, 0, text.length())).isEqualTo(value);
  }

  private static double price(String text, int begin, int end) {
    return new PriceParser('.').parse(text.toCharArray(), begin, end);
  }
}
