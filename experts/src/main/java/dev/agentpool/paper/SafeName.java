package dev.agentpool.paper;

/**
 * What may name a file of a pool (spec expert-pool 4): one name, which leads nowhere else. Spaces,
 * backslashes, leading dots and any letters are allowed; the character that no file's name can hold
 * is not.
 */
public final class SafeName {
  private SafeName() {}

  public static boolean isSafe(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && !name.equals(".")
        && !name.equals("..");
  }
}
