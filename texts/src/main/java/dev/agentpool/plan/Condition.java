package dev.agentpool.plan;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a step is run: {@code {steps.review.verdict} == 'fix' and not {steps.tests.success}}. Knows
 * {@code ==}, {@code !=}, {@code contains}, {@code and}, {@code or}, {@code not} and parentheses. A
 * bare operand is true unless it is empty, {@code false}, {@code 0} or {@code no}. Texts are
 * compared without the white space around them; a reference without a value is empty text. The
 * condition is parsed before any value is known, so that data cannot become an operator. Immutable.
 */
public final class Condition {
  private static final Set<String> FALSE = Set.of("", "false", "0", "no");

  /** What a condition is made of. */
  sealed interface Node {
    record Either(Node left, Node right) implements Node {}

    record Both(Node left, Node right) implements Node {}

    record Not(Node node) implements Node {}

    record Equal(Template left, Template right) implements Node {}

    record Contains(Template whole, Template part) implements Node {}

    record Truth(Template operand) implements Node {}
  }

  private final String text;
  private final Node root;

  private Condition(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  /** Throws {@link InvalidPlan} that names the position of what cannot be read. */
  public static Condition of(String text) {
    return new Condition(text, new ConditionParser(text).parse());
  }

  /** Whether it holds. */
  public boolean test(Function<Reference, @Nullable String> lookup) {
    Function<Reference, @Nullable String> orEmpty =
        reference -> {
          String value = lookup.apply(reference);
          return value == null ? "" : value;
        };
    return test(root, orEmpty);
  }

  private static boolean test(Node node, Function<Reference, @Nullable String> lookup) {
    return switch (node) {
      case Node.Either(Node left, Node right) -> test(left, lookup) || test(right, lookup);
      case Node.Both(Node left, Node right) -> test(left, lookup) && test(right, lookup);
      case Node.Not(Node negated) -> !test(negated, lookup);
      case Node.Equal(Template left, Template right) ->
          value(left, lookup).equals(value(right, lookup));
      case Node.Contains(Template whole, Template part) ->
          value(whole, lookup).contains(value(part, lookup));
      case Node.Truth(Template operand) ->
          !FALSE.contains(value(operand, lookup).toLowerCase(Locale.ROOT));
    };
  }

  private static String value(Template operand, Function<Reference, @Nullable String> lookup) {
    return operand.render(lookup).strip();
  }

  /** Every reference, once each. */
  public Set<Reference> references() {
    Set<Reference> references = new LinkedHashSet<>();
    collect(root, references);
    return references;
  }

  private static void collect(Node node, Set<Reference> into) {
    switch (node) {
      case Node.Either(Node left, Node right) -> {
        collect(left, into);
        collect(right, into);
      }
      case Node.Both(Node left, Node right) -> {
        collect(left, into);
        collect(right, into);
      }
      case Node.Not(Node negated) -> collect(negated, into);
      case Node.Equal(Template left, Template right) -> {
        into.addAll(left.references());
        into.addAll(right.references());
      }
      case Node.Contains(Template whole, Template part) -> {
        into.addAll(whole.references());
        into.addAll(part.references());
      }
      case Node.Truth(Template operand) -> into.addAll(operand.references());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
