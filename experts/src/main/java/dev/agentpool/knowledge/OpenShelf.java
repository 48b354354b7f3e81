package dev.agentpool.knowledge;

import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.knowledge.markdown.Merge;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A folder's knowledge while one holds its lock: as it is after what was left undone was carried
 * out and what was edited by hand was taken in.
 */
final class OpenShelf {
  private final Shelf shelf;
  private final Handwriting handwriting;
  private final Map<KnowledgeFile, String> texts = new EnumMap<>(KnowledgeFile.class);
  private final Set<KnowledgeFile> unusable = EnumSet.noneOf(KnowledgeFile.class);
  private final List<String> problems = new ArrayList<>();
  private List<Waiting> waiting = List.of();
  private Book book;

  OpenShelf(Shelf shelf, Handwriting handwriting) throws IOException {
    this.shelf = shelf;
    this.handwriting = handwriting;
    boolean first = !shelf.hasBook();
    this.book = shelf.book();
    shelf.recover(book);
    readWaiting();
    for (KnowledgeFile file : KnowledgeFile.values()) {
      look(file, first);
    }
  }

  private void readWaiting() throws IOException {
    List<Waiting> all = new ArrayList<>();
    for (long n : book.waiting()) {
      shelf.waiting(n).ifPresent(all::add);
    }
    waiting = List.copyOf(all);
  }

  private void look(KnowledgeFile file, boolean first) throws IOException {
    String text;
    try {
      text = shelf.text(file);
    } catch (UnreadableDocument e) {
      unusable.add(file);
      problems.add(file.fileName() + " counts for nothing: it " + e.problem());
      texts.put(file, "");
      return;
    }
    texts.put(file, text);
    String digest = Digests.of(text);
    String known = book.page(file).map(Book.Page::digest).orElse(Digests.of(""));
    if (digest.equals(known)) {
      return;
    }
    if (first) {
      Origin found = new Origin(Origin.BY_HAND, null, at(file), Source.FOUND, Trust.TRUSTED);
      book = book.with(book.n(), file, Pages.of(text, text, List.of(), _ -> found));
      shelf.keep(book);
      shelf.keepCopy(file, text);
    } else {
      takeIn(file, text, known);
    }
  }

  private Instant at(KnowledgeFile file) throws IOException {
    return shelf.modified(file);
  }

  /** Somebody edited the file. */
  private void takeIn(KnowledgeFile file, String text, String knownDigest) throws IOException {
    Optional<String> known = shelf.known(file, knownDigest);
    String before = known.orElse("");
    Instant at = at(file);
    boolean persons = handwriting.isPersons(file, shelf.touched(file));
    Trust trust = persons ? Trust.TRUSTED : Trust.UNTRUSTED;
    Origin origin = new Origin(Origin.BY_HAND, null, at, Source.HAND, trust);
    if (!persons) {
      waitInFile(file, before, text, origin);
    }
    Change change =
        new Change(
            book.n() + 1,
            file,
            text.isEmpty() ? "removed by hand" : "edited by hand",
            origin,
            Digests.of(before),
            Digests.of(text),
            Splice.between(before, text));
    book = book.with(change.n(), file, page(file, text, _ -> origin));
    shelf.note(change, text, book);
  }

  /** Edits that follow each other, while a person has not looked, are one. */
  private void waitInFile(KnowledgeFile file, String before, String text, Origin origin)
      throws IOException {
    List<Waiting> all = new ArrayList<>(waiting);
    Optional<Waiting> newest =
        all.reversed().stream().filter(w -> w.file() == file).findFirst().filter(Waiting::inFile);
    long n = newest.map(Waiting::n).orElse(book.n() + 1);
    Waiting edit =
        new Waiting(
            n,
            file,
            "edited by hand while agents were at work",
            origin,
            newest.map(Waiting::base).orElse(before),
            text,
            true);
    shelf.keep(edit);
    newest.ifPresentOrElse(old -> all.set(all.indexOf(old), edit), () -> all.add(edit));
    waitFor(all, Math.max(book.n(), n));
  }

  private void waitFor(List<Waiting> all, long n) {
    waiting = List.copyOf(all);
    book = book.waits(n, all.stream().map(Waiting::n).toList());
  }

  Book book() {
    return book;
  }

  History history() {
    return shelf.history();
  }

  Optional<String> seen(String task, KnowledgeFile file) {
    return shelf.seen(task, file);
  }

  void saw(String task, KnowledgeFile file, String text) throws IOException {
    shelf.saw(task, file, text);
  }

  List<Waiting> waiting() {
    return waiting;
  }

  String text(KnowledgeFile file) {
    return texts.getOrDefault(file, "");
  }

  /** A text without what waits in it. */
  String counting(KnowledgeFile file, String text) {
    String counts = text;
    for (Waiting edit : waiting.reversed()) {
      if (edit.file() == file && edit.inFile()) {
        counts = Merge.of(edit.text(), edit.base(), counts);
      }
    }
    return counts;
  }

  private Book.Page page(KnowledgeFile file, String text, Function<String, Origin> fresh) {
    List<Attested> before = book.page(file).map(Book.Page::entries).orElse(List.of());
    return Pages.of(text, counting(file, text), before, fresh);
  }

  /** Writes a file. */
  Changed write(KnowledgeFile file, String text, String what, Origin origin) throws IOException {
    String before = text(file);
    if (before.equals(text)) {
      return new Changed.Same();
    }
    if (unusable.contains(file)) {
      shelf.setAside(file, book.n() + 1);
    }
    Change change = change(file, what, origin, before, text);
    Book after = book.with(change.n(), file, page(file, text, _ -> origin));
    shelf.carryOut(change, text, after);
    book = after;
    texts.put(file, text);
    return new Changed.Done(change);
  }

  private Change change(
      KnowledgeFile file, String what, Origin origin, String before, String after) {
    return new Change(
        book.n() + 1,
        file,
        what,
        origin,
        Digests.of(before),
        Digests.of(after),
        Splice.between(before, after));
  }

  Changed letWait(KnowledgeFile file, String base, String text, String what, Origin origin)
      throws IOException {
    Waiting wish = new Waiting(book.n() + 1, file, what, origin, base, text, false);
    shelf.keep(wish);
    List<Waiting> all = new ArrayList<>(waiting);
    all.add(wish);
    waitFor(all, wish.n());
    shelf.keep(book);
    return new Changed.Waits(wish);
  }

  /** What waited is decided: the file's text becomes this one. */
  Changed decide(Waiting wish, boolean confirmed, String text, Origin person) throws IOException {
    String before = text(wish.file());
    List<Waiting> all = new ArrayList<>(waiting);
    all.remove(wish);
    waitFor(all, book.n());
    String what = (confirmed ? "confirmed: " : "rejected: ") + wish.what();
    Change change = change(wish.file(), what, person, before, text);
    Origin fresh = confirmed ? wish.origin().confirmed() : person;
    Book after = book.with(change.n(), wish.file(), page(wish.file(), text, _ -> fresh));
    if (confirmed && wish.inFile()) {
      after = after.with(change.n(), wish.file(), confirmed(wish, after));
    }
    if (before.equals(text)) {
      shelf.note(change, text, after);
    } else {
      shelf.carryOut(change, text, after);
    }
    shelf.drop(wish);
    book = after;
    texts.put(wish.file(), text);
    return new Changed.Done(change);
  }

  private static Book.Page confirmed(Waiting wish, Book book) {
    Set<String> brought = new HashSet<>(Pages.keys(wish.text()));
    brought.removeAll(Pages.keys(wish.base()));
    Book.Page page = book.page(wish.file()).orElseThrow();
    return new Book.Page(
        page.digest(),
        page.entries().stream()
            .map(entry ->
                brought.contains(entry.key()) && entry.origin().trust() == Trust.UNTRUSTED
                    ? new Attested(entry.key(), entry.origin().confirmed())
                    : entry)
            .toList());
  }

  void flag(List<Flag> flags) throws IOException {
    book = book.flagged(flags);
    shelf.keep(book);
  }

  /** All of it, for whoever reads. */
  Knowledge knowledge() throws IOException {
    Map<KnowledgeFile, String> trimmed = new EnumMap<>(KnowledgeFile.class);
    Map<KnowledgeFile, String> counting = new EnumMap<>(KnowledgeFile.class);
    List<Entry> entries = new ArrayList<>();
    for (KnowledgeFile file : KnowledgeFile.values()) {
      String text = text(file);
      String counts = counting(file, text);
      trimmed.put(file, text.strip());
      counting.put(file, counts.strip());
      if (!text.isEmpty() || !counts.isEmpty()) {
        Origin unknown =
            new Origin(Origin.BY_HAND, null, shelf.modified(file), Source.FOUND, Trust.TRUSTED);
        List<Attested> attested = book.page(file).map(Book.Page::entries).orElse(List.of());
        entries.addAll(Pages.entries(file, text, counts, attested, unknown));
      }
    }
    return new Knowledge(book.n(), trimmed, counting, entries, waiting, book.flags(), problems);
  }
}
