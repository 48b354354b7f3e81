package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the language of {@link Condition} by recursive descent. */
final class ConditionParser {
  private static final int MAX_LENGTH = 1_000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<reference>\\{[^{}]+\\})|(?<quoted>'[^']*'|\"[^\"]*\")"
              + "|(?<operator>==|!=|&&|\\|\\||!|\\(|\\))|(?<word>[A-Za-z0-9_.+-]+)");

  private enum Kind {
    REFERENCE,
    QUOTED,
    OPERATOR,
    WORD,
    END
  }

  private record Token(Kind kind, String text, int position) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  ConditionParser(String text) {
    this.text = text;
  }

  Condition.Node parse() {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidPlan("a condition may have at most " + MAX_LENGTH + " characters");
    }
    split();
    Condition.Node root = either();
    if (peek().kind() != Kind.END) {
      throw problem("'and' or 'or', or the end", peek());
    }
    return root;
  }

  private void split() {
    Matcher matcher = TOKEN.matcher(text);
    int position = 0;
    while (true) {
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
      if (position == text.length()) {
        tokens.add(new Token(Kind.END, "", position));
        return;
      }
      if (!matcher.region(position, text.length()).lookingAt()) {
        String found = text.substring(position, Math.min(text.length(), position + 12));
        throw problem(
            "a reference like {steps.review.verdict}, a text in quotes or an operator",
            new Token(Kind.WORD, found, position));
      }
      tokens.add(new Token(kind(matcher), matcher.group(), position));
      position = matcher.end();
    }
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.group("reference") != null) {
      return Kind.REFERENCE;
    }
    if (matcher.group("quoted") != null) {
      return Kind.QUOTED;
    }
    return matcher.group("operator") != null ? Kind.OPERATOR : Kind.WORD;
  }

  private Condition.Node either() {
    Condition.Node left = both();
    while (accept("or", "||")) {
      left = new Condition.Node.Either(left, both());
    }
    return left;
  }

  private Condition.Node both() {
    Condition.Node left = negation();
    while (accept("and", "&&")) {
      left = new Condition.Node.Both(left, negation());
    }
    return left;
  }

  private Condition.Node negation() {
    if (accept("not", "!")) {
      return new Condition.Node.Not(negation());
    }
    if (accept("(", "(")) {
      Condition.Node inner = either();
      if (!accept(")", ")")) {
        throw problem("')'", peek());
      }
      return inner;
    }
    return comparison();
  }

  private Condition.Node comparison() {
    Template left = operand();
    if (accept("==", "==")) {
      return new Condition.Node.Equal(left, operand());
    }
    if (accept("!=", "!=")) {
      return new Condition.Node.Not(new Condition.Node.Equal(left, operand()));
    }
    if (accept("contains", "contains")) {
      return new Condition.Node.Contains(left, operand());
    }
    return new Condition.Node.Truth(left);
  }

  private Template operand() {
    Token token = peek();
    Template operand =
        switch (token.kind()) {
          case REFERENCE -> reference(token);
          case QUOTED -> Template.of(token.text().substring(1, token.text().length() - 1));
          case WORD -> word(token);
          case OPERATOR, END ->
              throw problem("a reference like {steps.review.verdict} or a text in quotes", token);
        };
    next++;
    return operand;
  }

  private Template reference(Token token) {
    Template template = Template.of(token.text());
    if (template.references().isEmpty()) {
      throw problem("a reference like {steps.review.verdict} or {argument}", token);
    }
    return template;
  }

  /** Numbers, true and false need no quotes; any other word is probably a slip. */
  private Template word(Token token) {
    if (!token.text().matches("true|false|yes|no|[+-]?\\d+(\\.\\d+)?")) {
      throw problem(
          "a reference, a number, or a text in quotes like '" + token.text() + "'", token);
    }
    return Template.of(token.text());
  }

  private boolean accept(String word, String sign) {
    Token token = peek();
    boolean fits =
        switch (token.kind()) {
          case WORD -> token.text().equalsIgnoreCase(word);
          case OPERATOR -> token.text().equals(word) || token.text().equals(sign);
          case REFERENCE, QUOTED, END -> false;
        };
    if (fits) {
      next++;
    }
    return fits;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private InvalidPlan problem(String expected, Token found) {
    String what = found.kind() == Kind.END ? "the end" : "'" + found.text() + "'";
    return new InvalidPlan(
        "the condition \""
            + text
            + "\" has "
            + what
            + " at position "
            + (found.position() + 1)
            + " where "
            + expected
            + " should be");
  }
}
