package dev.agentpool.knowledge.choice;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a prompt that is made of one file.
 *
 * @param content what of the file counts, trimmed
 * @param entries of that
 */
public record Section(
    String heading, Layer layer, KnowledgeFile file, String content, List<Entry> entries) {
  /** Of whom a section is. */
  public enum Layer {
    /** the expert itself, wherever it works */
    OWN,
    /** what a shared expert knows of this pool's project */
    PROJECT
  }

  private static final String PROJECT = "Project State";

  public Section {
    entries = List.copyOf(entries);
  }

  /** How much of the room is meant for it, beside the others. */
  int weight() {
    return switch (file) {
      case IDENTITY -> 4;
      case STATE -> 3;
      case ERRORS -> 2;
    };
  }

  /**
   * Of all that an expert knows, in the order of a prompt; a file without a word has none.
   *
   * @param usualIdentity what stands there for an identity that says nothing
   */
  public static List<Section> of(Knowledge own, Optional<Knowledge> project, String usualIdentity) {
    List<Section> sections = new ArrayList<>();
    if (own.counts(KnowledgeFile.IDENTITY).isBlank() && !usualIdentity.isBlank()) {
      String heading = KnowledgeFile.IDENTITY.heading();
      String usual = usualIdentity.strip();
      sections.add(new Section(heading, Layer.OWN, KnowledgeFile.IDENTITY, usual, List.of()));
    }
    add(sections, Layer.OWN, KnowledgeFile.IDENTITY, own);
    add(sections, Layer.OWN, KnowledgeFile.STATE, own);
    project.ifPresent(known -> add(sections, Layer.PROJECT, KnowledgeFile.STATE, known));
    add(sections, Layer.OWN, KnowledgeFile.ERRORS, own);
    return List.copyOf(sections);
  }

  private static void add(
      List<Section> sections, Layer layer, KnowledgeFile file, Knowledge knowledge) {
    String content = knowledge.counts(file);
    if (!content.isBlank()) {
      List<Entry> entries =
          knowledge.entries().stream()
              .filter(entry -> entry.file() == file && entry.counts())
              .toList();
      String heading = layer == Layer.PROJECT ? PROJECT : file.heading();
      sections.add(new Section(heading, layer, file, content, entries));
    }
  }
}
