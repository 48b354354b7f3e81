package dev.agentpool.definition;

import dev.agentpool.definition.ComposedAgent.Attachment;
import dev.agentpool.definition.DefinitionException.Code;
import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fingerprint;
import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The agent definitions of some directories (spec slot-pool 13.1). Files are read at every call, so
 * an edit is seen at the next one. Stateless and thread-safe. Refusals are {@link
 * DefinitionException}s.
 */
public final class AgentDefinitions {
  private static final String ENDING = ".md";

  private final DefinitionPlaces places;

  /** What there is, and what is wrong with the files. */
  public record Listing(List<AgentDefinition> agents, List<Diagnostic> diagnostics) {
    public Listing {
      agents = List.copyOf(agents);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  public AgentDefinitions(DefinitionPlaces places) {
    this.places = places;
  }

  /** All that can be used, sorted by name; the others are in the diagnostics. */
  public Listing list() {
    List<AgentDefinition> agents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (String name : names()) {
      try {
        ComposedAgent agent = get(name);
        agents.add(agent.definition());
        diagnostics.addAll(agent.diagnostics());
      } catch (DefinitionException e) {
        diagnostics.add(
            new Diagnostic(
                Diagnostic.Level.ERROR, "agent '" + name + "'", 0, String.valueOf(e.getMessage())));
      }
    }
    return new Listing(agents, diagnostics);
  }

  /** Whether there is a file for this name, be it good or bad. */
  public boolean has(String name) {
    return names().contains(name);
  }

  /** The agent with all that it names. Throws when there is none, or its file is wrong. */
  public ComposedAgent get(String name) {
    Path file = places.agentFiles().find("agent", name, ENDING).orElseThrow(() -> notFound(name));
    List<Diagnostic> diagnostics = new ArrayList<>();
    try {
      String text = TextFile.read(file);
      AgentDefinition definition = DefinitionFile.read(name, file, text, diagnostics);
      List<Attachment> attachments = new ArrayList<>();
      attach("skill", "Skill", definition.skills(), definition, attachments, diagnostics);
      attach(
          "expertise", "Expertise", definition.expertise(), definition, attachments, diagnostics);
      return new ComposedAgent(
          definition, attachments, diagnostics, fingerprint(name, text, attachments));
    } catch (UnreadableDocument e) {
      throw new DefinitionException(
          Code.INVALID, "agent file " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private void attach(
      String what,
      String title,
      List<String> names,
      AgentDefinition definition,
      List<Attachment> attachments,
      List<Diagnostic> diagnostics) {
    boolean skill = what.equals("skill");
    Lookup lookup = skill ? places.skillFiles() : places.expertiseFiles();
    String suffix = skill ? "/SKILL.md" : ENDING;
    for (String name : names) {
      lookup
          .find(what, name, suffix)
          .ifPresentOrElse(
              file -> attach(title + ": " + name, file, attachments, diagnostics),
              () ->
                  diagnostics.add(
                      Diagnostic.warning(
                          definition.file(),
                          what
                              + " '"
                              + name
                              + "' not found; looked for "
                              + name
                              + suffix
                              + " in "
                              + lookup.directories())));
    }
  }

  private static void attach(
      String heading, Path file, List<Attachment> attachments, List<Diagnostic> diagnostics) {
    try {
      attachments.add(new Attachment(heading, file, TextFile.read(file)));
    } catch (UnreadableDocument e) {
      diagnostics.add(Diagnostic.error(file, e));
    }
  }

  private static Fingerprint fingerprint(String name, String text, List<Attachment> attachments) {
    List<String> texts = new ArrayList<>(List.of(name, text));
    for (Attachment attachment : attachments) {
      texts.add(attachment.heading());
      texts.add(attachment.text());
    }
    return Fingerprint.ofTexts(texts);
  }

  private SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (Path directory : places.agents()) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          String file = entry.getFileName().toString();
          if (file.endsWith(ENDING) && !file.startsWith(".") && !Files.isDirectory(entry)) {
            names.add(file.substring(0, file.length() - ENDING.length()));
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        continue; // no such directory, or not ours to read: nothing in it is defined for us
      }
    }
    return names;
  }

  private DefinitionException notFound(String name) {
    List<Path> directories = places.agents().reversed();
    String also =
        directories.size() == 1
            ? ""
            : " (also looked in " + directories.subList(1, directories.size()) + ")";
    return new DefinitionException(
        Code.NOT_FOUND,
        "agent file not found: " + directories.getFirst().resolve(name + ENDING) + also);
  }
}
