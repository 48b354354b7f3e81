package dev.agentpool.provider.claude;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One hash over files, by their names from a directory. What could not be read whole is told by
 * {@link #objection}: a hash that leaves something out is no content that anybody can trust.
 */
final class ContentHash {
  private static final int MOST_FILES = 2_000;
  private static final int DEPTH = 32;
  private static final long MOST_BYTES = 256L << 20;
  private final Path directory;
  private final SortedMap<String, String> hashes = new TreeMap<>();
  private final Set<Path> folders = new HashSet<>();
  private long bytes;
  private String objection = "";

  ContentHash(Path directory) {
    this.directory = directory;
  }

  /** Takes a file in, once; whether it is there. */
  boolean take(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    String name = name(file);
    if (!hashes.containsKey(name)) {
      if (hashes.size() >= MOST_FILES) {
        object(name, "more than " + MOST_FILES + " files");
      } else {
        hashes.put(name, read(file, name));
      }
    }
    return true;
  }

  private String read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      object(name, "no file");
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = sha();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes += n;
        if (bytes > MOST_BYTES) {
          object(name, "more than " + (MOST_BYTES >> 20) + " MiB in all");
          return "";
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      object(name, String.valueOf(unreadable.getMessage()));
      return "";
    }
  }

  /** The regular files below a folder, through links also, each folder once. */
  void walk(Path folder, java.util.function.Consumer<Path> each) {
    walk(folder, each, 0);
  }

  private void walk(Path folder, java.util.function.Consumer<Path> each, int depth) {
    if (!Files.isDirectory(folder) || !objection.isEmpty()) {
      return;
    }
    if (depth > DEPTH) {
      object(name(folder), "more than " + DEPTH + " folders deep");
      return;
    }
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      if (!folders.add(folder.toRealPath())) {
        return;
      }
      entries = list.limit(MOST_FILES + 1L).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      object(name(folder), String.valueOf(unreadable.getMessage()));
      return;
    }
    if (entries.size() > MOST_FILES) {
      object(name(folder), "more than " + MOST_FILES + " files");
    }
    for (Path entry : entries) {
      if (Files.isRegularFile(entry)) {
        each.accept(entry);
      } else {
        walk(entry, each, depth + 1);
      }
    }
  }

  /** Why this is not all; the first reason counts. */
  void object(String name, String why) {
    if (objection.isEmpty()) {
      objection = name + " cannot be looked into whole (" + why + ")";
    }
  }

  /** Empty when everything was read. */
  String objection() {
    return objection;
  }

  String name(Path file) {
    return directory.relativize(file).toString();
  }

  String hash() {
    StringBuilder all = new StringBuilder();
    hashes.forEach((file, hash) -> all.append(file).append('\0').append(hash).append('\n'));
    byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
    return "sha256:" + HexFormat.of().formatHex(sha().digest(text));
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
