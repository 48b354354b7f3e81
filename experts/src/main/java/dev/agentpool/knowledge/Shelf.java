package dev.agentpool.knowledge;

import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.paper.DurableFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a folder: those that people read, and beside them in {@code .knowledge} the book,
 * the history, a copy of each file as the book knows it, and what waits.
 *
 * <p>INVARIANT: a change is written in this order, each step on the disk before the next: the new
 * text as {@code next-FILE}, the line of the history, the book (with which it counts), the copy,
 * the file's new name. So a {@code next-FILE} that the book knows is carried out by whoever comes
 * next, any other is thrown away, and a file that differs from the book without a {@code next-FILE}
 * was edited by hand.
 *
 * <p>Whoever uses it holds the folder's lock.
 */
final class Shelf {
  static final String FOLDER = ".knowledge";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MOST_HISTORY = 2L << 20;
  private static final int MOST_SEEN = 120;
  private final Path folder;
  private final Path own;
  private final History history;

  Shelf(Path folder) {
    this.folder = folder;
    this.own = folder.resolve(FOLDER);
    this.history = new History(own.resolve("history.jsonl"), MOST_HISTORY);
  }

  History history() {
    return history;
  }

  Path own() {
    return own;
  }

  Path file(KnowledgeFile file) {
    return folder.resolve(file.fileName());
  }

  private Path next(KnowledgeFile file) {
    return own.resolve("next-" + file.word());
  }

  private Path copy(KnowledgeFile file) {
    return own.resolve("copy-" + file.word());
  }

  private Path bookFile() {
    return own.resolve("book.json");
  }

  /** Whether there is nothing at all. */
  boolean isBare() {
    boolean bare = !Files.exists(own, LinkOption.NOFOLLOW_LINKS);
    for (KnowledgeFile file : KnowledgeFile.values()) {
      bare &= !Files.exists(file(file), LinkOption.NOFOLLOW_LINKS);
    }
    return bare;
  }

  /** Whether a book was ever kept here. */
  boolean hasBook() {
    return Files.exists(bookFile(), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(own.resolve("history.jsonl"), LinkOption.NOFOLLOW_LINKS);
  }

  /** One that cannot be read is set aside; the numbers of changes go on where the history ends. */
  Book book() throws IOException {
    Path file = bookFile();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return JSON.readValue(Files.readString(file), Book.class);
      } catch (JacksonException | CharacterCodingException broken) {
        Files.move(file, own.resolve("book-broken.json"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    List<Change> changes = history.read(Long.MAX_VALUE);
    return changes.isEmpty()
        ? Book.EMPTY
        : new Book(changes.getLast().n(), Map.of(), List.of(), List.of());
  }

  void keep(Book book) throws IOException {
    DurableFile.write(bookFile(), JSON.writeValueAsString(book));
  }

  /** Empty if there is no file. */
  String text(KnowledgeFile file) throws UnreadableDocument {
    Path path = file(file);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    if (Files.isSymbolicLink(path)) {
      throw new UnreadableDocument(
          0, "is a link; knowledge is read from plain files only, so put the text there");
    }
    return TextFile.read(path);
  }

  /** When it was last written, as it says itself. */
  Instant modified(KnowledgeFile file) throws IOException {
    return Files.getLastModifiedTime(there(file), LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** When it was last touched in any way: unlike the other time, nobody can set this one. */
  Instant touched(KnowledgeFile file) throws IOException {
    Object time;
    try {
      time = Files.getAttribute(there(file), "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException notHere) {
      return modified(file);
    }
    return time instanceof FileTime touched ? touched.toInstant() : modified(file);
  }

  /** The file, or of one that is gone the folder. */
  private Path there(KnowledgeFile file) {
    Path path = file(file);
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? path : folder;
  }

  /** The text that the book knows, if its copy is there. */
  Optional<String> known(KnowledgeFile file, String digest) throws IOException {
    if (digest.equals(Digests.of(""))) {
      return Optional.of("");
    }
    if (!Files.isRegularFile(copy(file), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String text;
    try {
      text = TextFile.read(copy(file));
    } catch (UnreadableDocument broken) {
      return Optional.empty();
    }
    return Optional.of(text).filter(it -> Digests.of(it).equals(digest));
  }

  /** What a process that was killed had begun is carried out, or as if it had never been. */
  void recover(Book book) throws IOException {
    for (KnowledgeFile file : KnowledgeFile.values()) {
      Path next = next(file);
      if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      String digest = book.page(file).map(Book.Page::digest).orElse("");
      if (digestOf(next).equals(digest)) {
        DurableFile.write(copy(file), Files.readString(next));
        Durable.rename(next, file(file));
      } else {
        Files.delete(next);
      }
    }
  }

  private static String digestOf(Path next) {
    try {
      return Digests.of(TextFile.read(next));
    } catch (UnreadableDocument torn) {
      return "";
    }
  }

  /** Carries a change out. */
  void carryOut(Change change, String text, Book after) throws IOException {
    Path next = next(change.file());
    Durable.create(next, text);
    history.add(change);
    keep(after);
    DurableFile.write(copy(change.file()), text);
    Durable.rename(next, file(change.file()));
  }

  /** Notes a change that the file has already. */
  void note(Change change, String text, Book after) throws IOException {
    history.add(change);
    keep(after);
    DurableFile.write(copy(change.file()), text);
  }

  /** A file that cannot be read makes room for one that can; it is kept. */
  void setAside(KnowledgeFile file, long n) throws IOException {
    Path aside = Files.createDirectories(own.resolve("aside"));
    Files.move(file(file), aside.resolve(n + "-" + file.fileName()));
  }

  void keepCopy(KnowledgeFile file, String text) throws IOException {
    DurableFile.write(copy(file), text);
  }

  private Path waitingFile(long n) {
    return own.resolve("waiting-" + n + ".json");
  }

  void keep(Waiting waiting) throws IOException {
    DurableFile.write(waitingFile(waiting.n()), JSON.writeValueAsString(waiting));
  }

  Optional<Waiting> waiting(long n) {
    try {
      return Optional.of(JSON.readValue(Files.readString(waitingFile(n)), Waiting.class));
    } catch (JacksonException | IOException gone) {
      return Optional.empty();
    }
  }

  void drop(Waiting waiting) throws IOException {
    Files.deleteIfExists(waitingFile(waiting.n()));
  }

  private Path seenFile(String task, KnowledgeFile file) {
    return own.resolve("seen").resolve(Digests.of(task).substring(0, 16) + "-" + file.word());
  }

  /** What a task saw of a file, if that is remembered. */
  Optional<String> seen(String task, KnowledgeFile file) {
    try {
      return Optional.of(Files.readString(seenFile(task, file)));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** That of the tasks that saw something last is remembered. */
  void saw(String task, KnowledgeFile file, String text) throws IOException {
    Path folder = Files.createDirectories(own.resolve("seen"));
    DurableFile.write(seenFile(task, file), text);
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = new ArrayList<>(files.toList());
    }
    if (all.size() > MOST_SEEN) {
      all.sort(Comparator.comparing(path -> path.toFile().lastModified()));
      for (Path old : all.subList(0, all.size() - MOST_SEEN / 2)) {
        Files.deleteIfExists(old);
      }
    }
  }
}
