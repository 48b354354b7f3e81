package dev.agentpool.mail;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import java.time.Instant;

/** Names a mail, and its file; not the task that it may become. */
public record MailId(String value) {
  public MailId {
    if (!SafeName.isSafe(value)) {
      throw new IllegalArgumentException(problem(value));
    }
  }

  /** What is said of an id that is none. */
  public static String problem(String value) {
    return "invalid message ID " + GoText.quoted(value) + ": must be a simple filename";
  }

  /** Of a question that the concierge asks an expert. */
  public static MailId ofQuestion(String expert, Instant now) {
    return new MailId("cq-" + expert + "-" + nanoseconds(now));
  }

  /** Of a task that the concierge gives an expert. */
  public static MailId ofTask(String expert, Instant now) {
    return new MailId("ct-" + expert + "-" + nanoseconds(now));
  }

  /** Of a plan that the concierge hands to the architect. */
  public static MailId ofPlan(Instant now) {
    return new MailId("cp-" + nanoseconds(now));
  }

  /** Of what a party is told about a contract that changed. */
  public static MailId ofAmendment(String contract, int version, String party) {
    return new MailId("notify-" + contract + "-v" + version + "-" + party);
  }

  /** Of a formula's step. */
  public static MailId ofStep(String prefix, String step) {
    return new MailId(prefix + "-" + step);
  }

  public static MailId ofCuration(Instant now) {
    return new MailId("curation-" + now.toEpochMilli());
  }

  public static MailId ofSeed(String expert, Instant now) {
    return new MailId("seed-" + expert + "-" + now.toEpochMilli());
  }

  private static long nanoseconds(Instant now) {
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
  }

  /** How its file is called. */
  public String fileName() {
    return value + ".md";
  }

  @Override
  public String toString() {
    return value;
  }
}
