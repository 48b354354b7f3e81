package dev.agentpool.workspace.git;

import dev.agentpool.workspace.Workspaces.Checkout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the user has checked out, before and after: HEAD, the branch it is on, the index, the files
 * in it. Read from files; git is asked for the names of files once for each state of the index.
 * Thread-safe.
 */
final class Checkouts {
  /** A checkout with more files is compared by HEAD and index only. */
  private static final int FILES = 20_000;

  private static final int CHECKSUM = 20;
  private static final int NAMED = 5;

  private final Git git;
  private final Map<Path, Names> names = new ConcurrentHashMap<>();

  /** The files that an index names. */
  private record Names(String index, List<String> files) {}

  /**
   * How it was.
   *
   * @param index its time, size and checksum
   * @param files time and size by name
   */
  private record Seen(String head, String tip, String index, Map<String, String> files) {}

  Checkouts(Git git) {
    this.git = git;
  }

  /** Empty answers for a project that is in no repository. */
  Checkout watch(Path project) {
    Optional<Path> top = top(project);
    if (top.isEmpty()) {
      return List::of;
    }
    Seen before = look(top.get());
    return () -> changes(before, look(top.get()));
  }

  private static Optional<Path> top(Path project) {
    for (Path top = project; top != null; top = top.getParent()) {
      if (Files.exists(top.resolve(".git"))) {
        return Optional.of(top);
      }
    }
    return Optional.empty();
  }

  private Seen look(Path top) {
    Path dotGit = top.resolve(".git");
    Path gitDir =
        Files.isRegularFile(dotGit) ? Registrations.target(dotGit).orElse(dotGit) : dotGit;
    String head = text(gitDir.resolve("HEAD"));
    String index = state(gitDir.resolve("index")) + checksum(gitDir.resolve("index"));
    return new Seen(head, tip(Reaches.commonDir(gitDir), head), index, files(top, index));
  }

  private static String tip(Path common, String head) {
    if (!head.startsWith("ref: ")) {
      return head;
    }
    String name = head.substring("ref: ".length());
    String loose = text(common.resolve(name));
    return loose.isEmpty()
        ? text(common.resolve("packed-refs"))
            .lines()
            .filter(line -> line.endsWith(" " + name))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .findFirst()
            .orElse("")
        : loose;
  }

  private Map<String, String> files(Path top, String index) {
    Names known = names.get(top);
    if (known == null || !known.index().equals(index)) {
      GitResult listed = GitPlace.searching(git, top).run("ls-files", "-z");
      String[] all = listed.ok() ? listed.out().split("\0") : new String[0];
      known = new Names(index, all.length > FILES ? List.of() : List.of(all));
      names.put(top, known);
    }
    Map<String, String> states = new HashMap<>();
    known.files().forEach(name -> states.put(name, state(top.resolve(name))));
    return states;
  }

  private static List<String> changes(Seen before, Seen after) {
    List<String> said = new ArrayList<>();
    if (!before.head().equals(after.head())) {
      said.add(
          "your checkout's HEAD moved from " + brief(before.head()) + " to " + brief(after.head()));
    } else if (!before.tip().equals(after.tip())) {
      said.add(
          "the branch of your checkout moved from "
              + brief(before.tip())
              + " to "
              + brief(after.tip()));
    }
    if (!before.index().equals(after.index())) {
      said.add("the index of your checkout changed");
    }
    List<String> changed =
        before.files().keySet().stream()
            .filter(after.files()::containsKey)
            .filter(name -> !Objects.equals(before.files().get(name), after.files().get(name)))
            .sorted()
            .toList();
    if (!changed.isEmpty()) {
      String more = changed.size() > NAMED ? " and " + (changed.size() - NAMED) + " more" : "";
      said.add(
          "files of your checkout changed: "
              + String.join(", ", changed.subList(0, Math.min(NAMED, changed.size())))
              + more);
    }
    return said;
  }

  private static String brief(String head) {
    return head.startsWith("ref: refs/heads/")
        ? head.substring("ref: refs/heads/".length())
        : head.substring(0, Math.min(12, head.length()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException none) {
      return "";
    }
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.lastModifiedTime() + " " + attributes.size() + " ";
    } catch (IOException none) {
      return "gone";
    }
  }

  /** The last bytes of an index are its checksum. */
  private static String checksum(Path index) {
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "r")) {
      byte[] last = new byte[CHECKSUM];
      file.seek(Math.max(0, file.length() - CHECKSUM));
      int read = file.read(last);
      return read < 0 ? "" : HexFormat.of().formatHex(last);
    } catch (IOException none) {
      return "";
    }
  }
}
