package br.com.catalogador.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parser that finds the metrics and labels of a PromQL expression. It checks brackets, operators,
 * ranges and the places of labels, but not types.
 */
public final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([0-9]+(?:ms|[smhdwy]))|([0-9]+(?:\\.[0-9]+)?)|(\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|([a-zA-Z_:][a-zA-Z0-9_:]*)|(=~|!~|!=|==|>=|<=|[-+*/%^<>=(){}\\[\\],]))");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");
  private static final Set<String> RANGE_FUNCTIONS = Set.of("rate", "increase");
  private static final Set<String> FUNCTIONS = Set.of("histogram_quantile", "abs");
  private static final Set<String> OPERATORS =
      Set.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless");

  /** A label matcher. */
  public record Condition(String label, String operator, String value) {}

  /** A selector of a metric. */
  public record Selector(String metric, List<Condition> conditions) {}

  /** The labels by which an expression over these selectors is grouped. */
  public record Grouping(Set<String> labels, List<Selector> of) {}

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final List<Grouping> groupings = new ArrayList<>();
  private int at;

  private PromQl(String text) {
    this.text = text;
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException when it is not PromQL
   */
  public static PromQl parse(String text) {
    PromQl query = new PromQl(text);
    query.tokenize();
    query.expression();
    query.check(query.at == query.tokens.size(), "the end");
    return query;
  }

  public List<Selector> selectors() {
    return selectors;
  }

  public List<Grouping> groupings() {
    return groupings;
  }

  private void tokenize() {
    Matcher matcher = TOKEN.matcher(text.stripTrailing());
    int end = 0;
    while (end < text.stripTrailing().length()) {
      check(matcher.find(end) && matcher.start() == end, "a token at " + end);
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
  }

  private void check(boolean right, String expected) {
    if (!right) {
      throw new IllegalArgumentException(
          "expected " + expected + " instead of " + peek() + " in: " + text);
    }
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "<end>";
  }

  private boolean take(String token) {
    boolean there = peek().equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    check(take(token), token);
  }

  private String word() {
    check(peek().matches("[a-zA-Z_:][a-zA-Z0-9_:]*"), "a name");
    return tokens.get(at++);
  }

  private void expression() {
    operand();
    while (OPERATORS.contains(peek())) {
      at++;
      matching();
      operand();
    }
  }

  private void matching() {
    if (take("on") || take("ignoring")) {
      labels();
      if (take("group_left") || take("group_right")) {
        labels();
      }
    }
  }

  private Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    expect("(");
    while (!take(")")) {
      labels.add(word());
      check(take(",") || peek().equals(")"), ", or )");
    }
    return labels;
  }

  private void operand() {
    take("-");
    if (take("(")) {
      expression();
      expect(")");
    } else if (peek().matches("[0-9]+(\\.[0-9]+)?")) {
      at++;
    } else {
      named(word());
    }
  }

  private void named(String name) {
    if (AGGREGATIONS.contains(name)) {
      aggregation();
    } else if (RANGE_FUNCTIONS.contains(name)) {
      expect("(");
      selector(word());
      range();
      expect(")");
    } else if (name.equals("time")) {
      expect("(");
      expect(")");
    } else if (FUNCTIONS.contains(name)) {
      arguments();
    } else {
      selector(name);
    }
  }

  private void aggregation() {
    int first = selectors.size();
    Set<String> labels = take("by") ? labels() : null;
    arguments();
    if (labels == null && take("by")) {
      labels = labels();
    }
    List<Selector> inside = List.copyOf(selectors.subList(first, selectors.size()));
    groupings.add(new Grouping(labels == null ? Set.of() : labels, inside));
  }

  private void arguments() {
    expect("(");
    expression();
    while (take(",")) {
      expression();
    }
    expect(")");
  }

  private void range() {
    expect("[");
    check(peek().matches("[0-9]+(ms|[smhdwy])"), "a duration");
    at++;
    expect("]");
  }

  private void selector(String metric) {
    List<Condition> conditions = new ArrayList<>();
    if (take("{")) {
      while (!take("}")) {
        String label = word();
        String operator = tokens.get(at++);
        check(Set.of("=", "!=", "=~", "!~").contains(operator), "a condition");
        check(peek().startsWith("\""), "a value");
        String quoted = tokens.get(at++);
        conditions.add(new Condition(label, operator, quoted.substring(1, quoted.length() - 1)));
        check(take(",") || peek().equals("}"), ", or }");
      }
    }
    selectors.add(new Selector(metric, conditions));
  }
}
