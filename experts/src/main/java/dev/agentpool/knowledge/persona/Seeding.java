package dev.agentpool.knowledge.persona;

import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.KnowledgeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first knowledge of an expert. It is asked for when an expert that knows nothing gets its
 * first work: a pool that nobody uses asks for nothing. It is asked for once; a person can ask
 * again.
 */
public final class Seeding {
  private static final String POSTED = "posted";

  private Seeding() {}

  /**
   * The mail to the researcher.
   *
   * @param id of it
   * @param body what it says
   */
  public record SeedMail(String id, String body) {}

  /** What a person asks for, whatever is known already. */
  public static SeedMail mail(ExpertPlace place, ExpertStores stores, String project, Instant now) {
    String expert = place.name().value();
    return new SeedMail(
        "seed-" + expert + "-" + now.toEpochMilli(),
        body(expert, project, stores.own().read().counts(KnowledgeFile.IDENTITY)));
  }

  /**
   * What is to be asked for before an expert's first work; empty when it knows something, is a
   * role, was seeded or is being seeded, or a person does not want it. Of two who ask at once, one
   * is answered.
   *
   * @param wanted whether a person lets it happen by itself
   * @param pool by which it is asked for: a shared expert is seeded by one of its pools
   */
  public static Optional<SeedMail> first(
      ExpertPlace place,
      ExpertStores stores,
      String project,
      boolean wanted,
      String pool,
      Instant now) {
    if (!wanted || place.name().role().isPresent() || !knowsNothing(stores)) {
      return Optional.empty();
    }
    SeedMail mail = mail(place, stores, project, now);
    return marked(mark(place), mail.id() + "\n" + pool + "\n")
        ? Optional.of(mail)
        : Optional.empty();
  }

  /**
   * What was asked for.
   *
   * @param id of the mail
   * @param pool by which
   * @param posted whether it is known to have become work
   */
  public record Asked(String id, String pool, boolean posted) {}

  /** Empty when nothing was asked for. */
  public static Optional<Asked> asked(ExpertPlace place) {
    Path mark = mark(place);
    try {
      List<String> lines = Files.readString(mark).lines().toList();
      return lines.size() < 2
          ? Optional.empty()
          : Optional.of(new Asked(lines.get(0), lines.get(1), lines.contains(POSTED)));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    } catch (IOException e) {
      throw new KnowledgeException("reading " + mark, e);
    }
  }

  /** It is work now: whatever becomes of it, it is not asked for again. */
  public static void posted(ExpertPlace place) {
    Path mark = mark(place);
    try {
      Files.writeString(mark, POSTED + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new KnowledgeException("writing " + mark, e);
    }
  }

  /** What was asked for by that id and is not posted yet, as it would be asked for now. */
  public static SeedMail again(
      Asked asked, ExpertPlace place, ExpertStores stores, String project, Instant now) {
    return new SeedMail(asked.id(), mail(place, stores, project, now).body());
  }

  private static boolean knowsNothing(ExpertStores stores) {
    Knowledge own = stores.own().read();
    return own.isEmpty()
        && own.text(KnowledgeFile.ERRORS).isEmpty()
        && own.problems().isEmpty()
        && stores.project().map(store -> store.read().isEmpty()).orElse(true);
  }

  private static Path mark(ExpertPlace place) {
    return place.knowledge().resolve(".knowledge").resolve("seeded");
  }

  private static boolean marked(Path mark, String text) {
    try {
      Files.createDirectories(mark.getParent());
      Files.writeString(mark, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException asked) {
      return false;
    } catch (IOException e) {
      throw new KnowledgeException("writing " + mark, e);
    }
  }

  private static String body(String expert, String project, String identity) {
    String known =
        identity.isBlank()
            ? "It has no identity yet: take its name for what it is about.\n"
            : "This is who it is:\n\n" + identity.strip() + "\n";
    return "## Seed Task\n\n**Target Expert:** "
        + expert
        + "\n**Project Directory:** "
        + (project.isBlank() ? "the directory that you work in" : project)
        + "\n\n"
        + known
        + """

        This expert knows nothing of the project yet. Explore the part of it that is this expert's: \
        how it is laid out, how it is built and tested, where things begin, what is done the same way \
        everywhere, where one goes wrong. Then store what it should begin its first task with by \
        `write_expert_state` (expert `%s`, file `state`): short, one line or one paragraph a thing, \
        each with the file it is from. Write down only what you have seen.
        """
            .formatted(expert);
  }
}
