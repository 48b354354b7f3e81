package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The patch between two trees as a file; git writes it itself, since bytes need not be UTF-8.
 *
 * @param files that it changes
 * @param links submodules that changed, which are not in it
 */
record TreePatch(List<String> files, List<String> links) {
  static final String LINK = "160000";
  private static final int MOST_FILES = 10_000;

  /** Runs git with words and an input, and gives what it said. */
  interface Asked {
    String of(List<String> command, String input);
  }

  /** The file is there whole or as it was before, for this user alone. */
  static TreePatch written(Asked git, String from, String to, Path file) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(next); // it may be a link
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    git.of(
        words(
            "-p",
            "--binary",
            "--full-index",
            "--ignore-submodules=all",
            "--output=" + next,
            from,
            to),
        "");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return changes(git.of(words("--raw", "--no-renames", "-z", from, to), ""));
  }

  /** Of {@code :OLDMODE NEWMODE OLDHASH NEWHASH LETTER NUL PATH NUL}, again and again. */
  private static TreePatch changes(String raw) {
    String[] parts = raw.split("\0");
    List<String> files = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (int i = 0; i + 1 < parts.length && files.size() < MOST_FILES; i += 2) {
      boolean isLink = parts[i].startsWith(":" + LINK) || parts[i].startsWith(LINK, 8);
      (isLink ? links : files).add(parts[i + 1]);
    }
    return new TreePatch(files, links);
  }

  /** What is to be said of what is left out. */
  List<String> notes() {
    return links.stream().map(TreePatch::leftOut).toList();
  }

  static String leftOut(String path) {
    return path + " is a submodule or repository: what changed there is not in the diff";
  }

  private static List<String> words(String... more) {
    List<String> words = new ArrayList<>(Changes.DIFF);
    words.add("--no-relative");
    words.addAll(List.of(more));
    words.add("--");
    return words;
  }
}
