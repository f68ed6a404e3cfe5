package br.com.catalogador.strategy;

/** A condition that cannot be read: the parameter, what came, and what is right. */
public final class ConditionException extends IllegalArgumentException {
  private final String parameter;
  private final String got;
  private final String expected;

  ConditionException(String parameter, String got, String expected) {
    super(parameter + " must be " + expected + ", not " + got);
    this.parameter = parameter;
    this.got = got;
    this.expected = expected;
  }

  public String parameter() {
    return parameter;
  }

  /** What came instead; null when the parameter is missing. */
  public String got() {
    return got;
  }

  /** What is right, in English. */
  public String expected() {
    return expected;
  }
}
