package dev.agentpool.workspace.git;

import dev.agentpool.workspace.Difference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference of a working tree, whatever is staged, committed or neither, to a commit. All of
 * the tree is added to a scratch index, and that is compared.
 */
final class TreeDifference {
  private static final String NOTHING = "000000";

  private final Scratch scratch;
  private final Path gitDir;
  private final String start;
  private final int hashLength;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param start the commit
   */
  TreeDifference(Scratch scratch, Path gitDir, String start) {
    this.scratch = scratch;
    this.gitDir = gitDir;
    this.start = start;
    this.hashLength = start.length() / 2;
  }

  Difference written(Path file) throws IOException {
    String status = scratch.asked("status", "--porcelain", "--untracked-files=all");
    List<String> nested =
        Status.parse(
                scratch.asked(
                    "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"))
            .nested();
    fill(nested);
    leaveLinks();
    String tree = scratch.must(List.of("write-tree", "--missing-ok"), "").strip();
    TreePatch patch = TreePatch.written(scratch::must, start, tree, file);
    return new Difference(true, !status.isEmpty(), patch.files(), status, notes);
  }

  private void fill(List<String> nested) {
    if (!scratch.copied(gitDir.resolve("index"))) {
      scratch.must(List.of("read-tree", start), "");
    }
    IndexFile.read(scratch.index(), hashLength)
        .ifPresent(index -> {
          look("--no-assume-unchanged", index.unwatched());
          if (!isSparse()) {
            look("--no-skip-worktree", index.skipped());
          }
        });
    List<String> add =
        new ArrayList<>(
            List.of(
                "-c",
                "core.safecrlf=false",
                "-c",
                "core.splitIndex=false",
                "-c",
                "advice.addEmbeddedRepo=false",
                "add",
                "--all",
                "--ignore-errors",
                "--",
                "."));
    for (String folder : nested) {
      String name = folder.substring(0, folder.length() - 1);
      add.add(":(exclude,top,literal)" + name);
      notes.add(name + " is a repository of its own: what is in it is not in the diff");
    }
    GitResult added = scratch.run(add, "");
    if (!added.ok()) {
      notes.add("some files could not be read and are not in the diff: " + first(added.err()));
    }
  }

  private boolean isSparse() {
    return scratch
        .run(List.of("config", "--bool", "core.sparseCheckout"), "")
        .out()
        .strip()
        .equals("true");
  }

  private void look(String how, List<String> paths) {
    if (!paths.isEmpty()) {
      scratch.must(
          List.of("update-index", "-q", how, "-z", "--stdin"), String.join("\0", paths) + "\0");
    }
  }

  /** Submodules are put back to what they were at the start, and so are in no patch. */
  private void leaveLinks() {
    String[] raw =
        scratch
            .must(List.of("diff-index", "--cached", "--raw", "--no-renames", "-z", start, "--"), "")
            .split("\0");
    for (int i = 0; i + 1 < raw.length; i += 2) {
      // :OLDMODE NEWMODE OLDHASH NEWHASH LETTER
      List<String> words = Arrays.asList(raw[i].substring(1).split(" "));
      if (words.size() < 5
          || !(words.get(0).equals(TreePatch.LINK) || words.get(1).equals(TreePatch.LINK))) {
        continue;
      }
      String path = raw[i + 1];
      notes.add(TreePatch.leftOut(path));
      if (words.get(0).equals(TreePatch.LINK)) {
        scratch.must(
            List.of(
                "update-index",
                "--add",
                "--replace",
                "--cacheinfo",
                TreePatch.LINK + "," + words.get(2) + "," + path),
            "");
      } else if (words.get(0).equals(NOTHING) || words.get(1).equals(TreePatch.LINK)) {
        scratch.must(List.of("update-index", "--force-remove", "-z", "--stdin"), path + "\0");
      }
    }
  }

  private static String first(String err) {
    return err.lines().findFirst().orElse("git did not say why").strip();
  }
}
