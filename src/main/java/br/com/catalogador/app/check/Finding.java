package br.com.catalogador.app.check;

import br.com.catalogador.broker.Diagnosis;
import java.util.Locale;

/**
 * A problem that a step has found.
 *
 * @param outcome WARNING or FAILED
 * @param code of a {@link Diagnosis}, or of a {@link Kind} that only a check can find
 */
record Finding(Outcome outcome, String code) {

  /** Problems that only a check finds: no request has failed. */
  enum Kind {
    CODE_REQUIRED,
    CODE_ONLY_IN_APPLICATION,
    NO_TIME_SYNC,
    CLOCK_OFF,
    NO_ASSETS,
    NO_OPEN_ASSET,
    NO_CANDLES,
    OLD_CANDLES,
    NO_PUSHES,
    NOT_LOGGED_OUT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding failed(Diagnosis diagnosis) {
    return new Finding(Outcome.FAILED, diagnosis.code());
  }

  static Finding failed(Kind kind) {
    return new Finding(Outcome.FAILED, kind.code());
  }

  static Finding warning(Kind kind) {
    return new Finding(Outcome.WARNING, kind.code());
  }

  Finding asWarning() {
    return new Finding(Outcome.WARNING, code);
  }
}
