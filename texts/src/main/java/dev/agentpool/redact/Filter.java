package dev.agentpool.redact;

import java.util.List;
import java.util.function.Consumer;

/**
 * Redacts a text that comes in pieces: what it gives out is, put together, what {@link
 * Redaction#over} gives of the whole, wherever it was cut. It holds back only what may yet turn out
 * to be a secret, at most {@link Redaction#WINDOW} characters (with patterns of the user's: the
 * line that is not over, as far as they see). For one thread.
 */
public final class Filter {
  private final RuleBook book;
  private final Consumer<String> count;
  private final UserLines users;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int until; // a secret goes at least so far
  private Rule.Tail tail = Rule.Tail.NONE;
  private boolean inPem;

  Filter(RuleBook book, List<UserPattern> patterns, Consumer<String> count) {
    this.book = book;
    this.count = count;
    this.users = new UserLines(patterns, count);
  }

  /** Takes the next piece; returns what is sure by now. */
  public String add(String piece) {
    text.append(piece);
    StringBuilder out = new StringBuilder(piece.length());
    decide(out, false);
    int gone = at - Redaction.LEFT;
    if (gone > 0) {
      text.delete(0, gone);
      at = Redaction.LEFT;
      until -= gone;
    }
    return users.add(out.toString());
  }

  /** The rest; the filter is then as new. */
  public String end() {
    StringBuilder out = new StringBuilder();
    decide(out, true);
    text.setLength(0);
    at = 0;
    until = 0;
    tail = Rule.Tail.NONE;
    inPem = false;
    return users.add(out.toString()) + users.end();
  }

  /** Whether what it holds back may be part of a secret, and not only how one may begin. */
  public boolean isHolding() {
    return users.isHolding() || at < text.length() && (inPem || book.isAnchored(text, at));
  }

  /**
   * What it holds back, and will give out or replace, when that is only how a secret may begin: the
   * same letters for all, so they may be shown.
   */
  public String opening() {
    return isHolding() ? "" : text.substring(at);
  }

  private void decide(StringBuilder out, boolean isWhole) {
    while (at < text.length()) {
      if (inPem) {
        if (!goesOnInPem(isWhole)) {
          return;
        }
      } else if (at < until || tail.goesOn(text.charAt(at))) {
        if (!goesOnInSecret(isWhole)) {
          return;
        }
      } else {
        tail = Rule.Tail.NONE;
        passOrdinary(out);
        if (at < text.length() && !look(out, isWhole)) {
          return;
        }
      }
    }
  }

  /**
   * Within a secret another one may begin and end behind it, as in {@code ghp_…DB_PASSWORD=…}, or
   * when two texts come one after the other: then both are gone. Returns false when what follows
   * decides.
   */
  private boolean goesOnInSecret(boolean isWhole) {
    RuleBook.Look look =
        book.mayBegin(text, at) ? book.at(text, at, isWhole) : RuleBook.Look.NOTHING;
    switch (look) {
      case RuleBook.Look.Wait _ -> {
        return false;
      }
      case RuleBook.Look.Found(Rule rule, _, int to) when to > until -> {
        until = to;
        tail = tail.or(rule.tail());
      }
      default -> {}
    }
    at++;
    return true;
  }

  private void passOrdinary(StringBuilder out) {
    int from = at;
    while (at < text.length() && !book.mayBegin(text, at)) {
      at++;
    }
    out.append(text, from, at);
  }

  /** Returns false when what follows decides. */
  private boolean look(StringBuilder out, boolean isWhole) {
    return switch (book.at(text, at, isWhole)) {
      case RuleBook.Look.Wait _ -> false;
      case RuleBook.Look.Nothing _ -> {
        out.append(text.charAt(at));
        at++;
        yield true;
      }
      case RuleBook.Look.Found(Rule rule, int from, int to) -> {
        out.append(text, at, from).append(Redaction.MARK);
        inPem = rule.name().equals(Pem.RULE);
        at = inPem ? to : from;
        until = to;
        tail = rule.tail();
        count.accept(rule.name());
        yield true;
      }
    };
  }

  private boolean goesOnInPem(boolean isWhole) {
    int next = Pem.next(text, at, isWhole);
    if (next == Pem.UNKNOWN) {
      return false;
    }
    inPem = !Pem.isOver(text, at, next);
    at = next;
    return true;
  }
}
