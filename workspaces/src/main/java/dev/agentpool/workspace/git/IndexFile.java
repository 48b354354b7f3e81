package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What git's index of a working tree holds beside plain files, read without starting git: links to
 * commits of submodules, and files that git was told not to look at.
 *
 * @param unwatched marked {@code assume-unchanged}: a change in them is not seen
 * @param skipped marked {@code skip-worktree}
 */
record IndexFile(List<Link> links, List<String> unwatched, List<String> skipped) {
  /** A submodule's folder and the commit it stands for. */
  record Link(String path, String commit) {}

  private static final IndexFile EMPTY = new IndexFile(List.of(), List.of(), List.of());
  private static final int SIGNATURE = 0x44495243; // DIRC
  private static final int SPLIT = 0x6c696e6b; // link: entries are in another file too
  private static final long MOST_BYTES = 64 << 20;
  private static final int STAT = 40;
  private static final int MODE_AT = 24;
  private static final int GITLINK = 0160000;
  private static final int TYPE = 0170000;
  private static final int NAME_LENGTH = 0xFFF;

  IndexFile {
    links = List.copyOf(links);
    unwatched = List.copyOf(unwatched);
    skipped = List.copyOf(skipped);
  }

  /** Does it hold plain files only, all of which git looks at? */
  boolean isPlain() {
    return links.isEmpty() && unwatched.isEmpty() && skipped.isEmpty();
  }

  /** Of the working tree; git itself is asked when the file is of a kind that is not read here. */
  static IndexFile of(GitPlace place, Path gitDir, int hashLength) {
    return read(gitDir.resolve("index"), hashLength).orElseGet(() -> ask(place));
  }

  /**
   * @param hashLength bytes of an object's name
   * @return empty when the file is not understood
   */
  static Optional<IndexFile> read(Path file, int hashLength) {
    return read(file, hashLength, _ -> {});
  }

  private static Optional<IndexFile> read(Path file, int hashLength, Consumer<byte[]> names) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)), hashLength, names);
    } catch (NoSuchFileException none) {
      return Optional.of(EMPTY);
    } catch (IOException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | NegativeArraySizeException e) {
      return Optional.empty();
    }
  }

  /**
   * The paths of all that is tracked.
   *
   * @return empty when the file is not understood
   */
  static Optional<Set<String>> paths(Path file, int hashLength) {
    Set<String> paths = new HashSet<>();
    return read(file, hashLength, name -> paths.add(new String(name, StandardCharsets.UTF_8)))
        .map(_ -> paths);
  }

  private static Optional<IndexFile> parse(ByteBuffer in, int hashLength, Consumer<byte[]> names) {
    int version = in.getInt(4);
    if (in.getInt(0) != SIGNATURE || version < 2 || version > 4) {
      return Optional.empty();
    }
    List<Link> links = new ArrayList<>();
    List<String> unwatched = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    byte[] name = new byte[0];
    int at = 12;
    for (int left = in.getInt(8); left > 0; left--) {
      int flags = in.getShort(at + STAT + hashLength) & 0xFFFF;
      boolean isExtended = version > 2 && (flags & 0x4000) != 0;
      int more = isExtended ? in.getShort(at + STAT + hashLength + 2) & 0xFFFF : 0;
      int nameAt = at + STAT + hashLength + (isExtended ? 4 : 2);
      int next;
      if (version < 4) {
        int length = (flags & NAME_LENGTH) < NAME_LENGTH ? flags & NAME_LENGTH : toZero(in, nameAt);
        name = Arrays.copyOfRange(in.array(), nameAt, nameAt + length);
        next = at + ((nameAt - at + length + 8) & ~7);
      } else {
        int[] cut = offset(in, nameAt);
        int length = toZero(in, cut[1]);
        byte[] whole = Arrays.copyOf(name, name.length - cut[0] + length);
        System.arraycopy(in.array(), cut[1], whole, name.length - cut[0], length);
        name = whole;
        next = cut[1] + length + 1;
      }
      names.accept(name);
      boolean isLink = (in.getInt(at + MODE_AT) & TYPE) == GITLINK;
      if (isLink || (flags & 0x8000) != 0 || (more & 0x4000) != 0) {
        String path = new String(name, StandardCharsets.UTF_8);
        if (isLink) {
          links.add(
              new Link(
                  path, HexFormat.of().formatHex(in.array(), at + STAT, at + STAT + hashLength)));
        }
        if ((flags & 0x8000) != 0) {
          unwatched.add(path);
        }
        if ((more & 0x4000) != 0) {
          skipped.add(path);
        }
      }
      at = next;
    }
    return isSplit(in, at, hashLength)
        ? Optional.empty()
        : Optional.of(new IndexFile(links, unwatched, skipped));
  }

  private static boolean isSplit(ByteBuffer in, int from, int hashLength) {
    for (int at = from; at + 8 <= in.limit() - hashLength; at += 8 + in.getInt(at + 4)) {
      if (in.getInt(at) == SPLIT || in.getInt(at + 4) < 0) {
        return true;
      }
    }
    return false;
  }

  private static int toZero(ByteBuffer in, int from) {
    int at = from;
    while (in.get(at) != 0) {
      at++;
    }
    return at - from;
  }

  /** A number of git's variable length, and where it ends. */
  private static int[] offset(ByteBuffer in, int from) {
    int at = from;
    int b = in.get(at++) & 0xFF;
    int value = b & 0x7F;
    while ((b & 0x80) != 0) {
      b = in.get(at++) & 0xFF;
      value = ((value + 1) << 7) + (b & 0x7F);
    }
    return new int[] {value, at};
  }

  private static IndexFile ask(GitPlace place) {
    List<Link> links = new ArrayList<>();
    List<String> unwatched = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    // MODE HASH STAGE TAB PATH
    for (String entry : place.must("ls-files", "-s", "-z").out().split("\0")) {
      int tab = entry.indexOf('\t');
      if (entry.startsWith("160000 ") && tab > 0) {
        links.add(new Link(entry.substring(tab + 1), entry.substring(7, entry.indexOf(' ', 7))));
      }
    }
    // a letter, small when unwatched, S when skipped, and the path
    for (String entry : place.must("ls-files", "-v", "-z").out().split("\0")) {
      if (entry.length() > 2 && Character.isLowerCase(entry.charAt(0))) {
        unwatched.add(entry.substring(2));
      }
      if (entry.startsWith("S ") || entry.startsWith("s ")) {
        skipped.add(entry.substring(2));
      }
    }
    return new IndexFile(links, unwatched, skipped);
  }
}
