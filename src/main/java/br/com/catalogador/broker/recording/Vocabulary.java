package br.com.catalogador.broker.recording;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of the broker's protocol. A name of a message, the name of a field or a sentence of a
 * refusal passes only if it consists of them, because a broker may put anything anywhere.
 */
final class Vocabulary {
  private static final Set<String> WORDS =
      Set.of(
          """
          a access account active actives address all allowed amount ask asset assets at auth
          authenticate authenticated available bad balance balances be bid binary blitz blocked
          body bonus buyback can candle candles cash category cfd changed city client close closed
          code commission commodity company core count country created crypto currency current
          data date days deadtime denied description digital direction drawdown email empty
          enabled equity error errors etf exceeded exchange exotic expected expiration expired
          failed family features field filter filters first forbidden forex found from front
          future gender generated get group groups has heartbeat heartbeattime history id image in
          incorrect index initialization instrument instruments internal invalid ip is
          issuccessful items last left limit list locale major many margin marginal max maximal
          message messages microservice min minimal minmax minor missing msg must name no
          normalization not of ok on only open option options order orders otc parameter params
          passed paused payload permission phone pip pnl portfolio position positions precision
          price profile profit protocol provider qty quote quotes rate rates reason refund refused
          region request requests required reset result results right routing routingfilters scale
          schedule sendmessage sendoptions sendresults server service session setoptions settings
          side size spot spread ssid start status step stock stocks strike style subscribe
          subscribemessage subscription success successful suspended symbol system temporarily
          ticker time timeout times timesync timezone to token too top trading training turbo type
          types unauthenticated unauthorized unavailable underlying unknown unsubscribe
          unsubscribemessage user userid usertime valid value version visible volume wrong your
          """
              .strip()
              .split("\\s+"));

  private static final Pattern SEPARATORS = Pattern.compile("[ _.,:-]+");
  private static final int MAX_LENGTH = 100;

  private Vocabulary() {}

  /** Whether the text has at least one word and only words of the protocol. */
  static boolean contains(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && Stream.of(SEPARATORS.split(text.toLowerCase(Locale.ROOT), -1))
            .allMatch(word -> word.isEmpty() || WORDS.contains(word))
        && Character.isLetter(text.charAt(0));
  }
}
