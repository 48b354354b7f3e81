package dev.agentpool.provider.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The oldest version of a CLI that is known to work.
 *
 * @param least the first that works
 * @param update what a person does to get a newer one
 */
public record VersionFloor(String least, String update) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");

  public VersionFloor {
    if (!VERSION.matcher(least).matches()) {
      throw new IllegalArgumentException("not a version of three numbers: " + least);
    }
  }

  /**
   * Why it cannot be used; empty when it can, or when what it said names no version: then its
   * protocol will show.
   *
   * @param said its answer to {@code --version}
   */
  public Optional<String> objection(String said, Path program) {
    Optional<MatchResult> found = VERSION.matcher(said).results().findFirst();
    return found
        .filter(this::tooOld)
        .map(version ->
            "found version "
                + version.group()
                + " at "
                + program
                + ", need at least "
                + least
                + ": update it ("
                + update
                + "), or name another by the setting 'command'");
  }

  private boolean tooOld(MatchResult found) {
    MatchResult needed = VERSION.matcher(least).results().findFirst().orElseThrow();
    for (int part = 1; part <= 3; part++) {
      int order =
          Integer.compare(
              Integer.parseInt(found.group(part)), Integer.parseInt(needed.group(part)));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
