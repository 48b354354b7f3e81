package dev.agentpool.knowledge;

import dev.agentpool.document.UnreadableDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Knowledge in a folder that may not be written: it is read as it is. */
final class Unkept {
  private Unkept() {}

  static Knowledge knowledge(Shelf shelf, String problem) {
    Map<KnowledgeFile, String> texts = new EnumMap<>(KnowledgeFile.class);
    List<Entry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>(List.of(problem));
    Origin found = new Origin(Origin.BY_HAND, null, Instant.EPOCH, Source.FOUND, Trust.TRUSTED);
    for (KnowledgeFile file : KnowledgeFile.values()) {
      try {
        String text = shelf.text(file).strip();
        texts.put(file, text);
        entries.addAll(Pages.entries(file, text, text, List.of(), found));
      } catch (UnreadableDocument e) {
        problems.add(file.fileName() + " counts for nothing: it " + e.problem());
      }
    }
    return new Knowledge(0, texts, texts, entries, List.of(), List.of(), problems);
  }
}
