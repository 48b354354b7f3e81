package dev.agentpool.budget;

/**
 * Names an account, for instance {@code pool:demo-1a2b3c4d}, {@code plan:plan-77}, {@code
 * day:demo-1a2b3c4d:2026-11-21}. A task's own cap needs no account: it bounds the task's
 * reservations and is kept with its attempts.
 *
 * @param kind what it is the account of; the value begins with it, and nobody has to look there
 */
public record AccountKey(Kind kind, String value) {
  /** What an account is kept for. */
  public enum Kind {
    POOL,
    DAY,
    PLAN
  }

  public static AccountKey pool(String pool) {
    return new AccountKey(Kind.POOL, "pool:" + pool);
  }

  public static AccountKey plan(String plan) {
    return new AccountKey(Kind.PLAN, "plan:" + plan);
  }

  /** One account a pool and day; days are UTC dates ({@code 2026-11-21}). */
  public static AccountKey day(String pool, String date) {
    return new AccountKey(Kind.DAY, "day:" + pool + ":" + date);
  }

  @Override
  public String toString() {
    return value;
  }
}
