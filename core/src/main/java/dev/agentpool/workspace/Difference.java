package dev.agentpool.workspace;

import java.util.List;

/**
 * What a task changed since the commit it started from; the change itself is in a file that {@code
 * git apply} reproduces on that commit.
 *
 * @param complete whether the file has all of it; the notes tell what else
 * @param dirty whether some of it is not committed
 * @param files that it changes, as git names them; the first ten thousand
 * @param status what {@code git status --porcelain} says of the working tree
 * @param notes in sentences: what is left out, and why
 */
public record Difference(
    boolean complete, boolean dirty, List<String> files, String status, List<String> notes) {
  public Difference {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** There is none that could be told. */
  public static Difference none(String why) {
    return new Difference(false, false, List.of(), "", List.of(why));
  }
}
