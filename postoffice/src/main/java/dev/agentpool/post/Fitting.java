package dev.agentpool.post;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.OwnedFiles;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.mail.Mail;
import dev.agentpool.pool.PoolId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds whose work a mail is that names nobody: who owns most of the files it speaks of, else who
 * knows most of its words that others do not. It asks no model, and costs nothing; who knows the
 * same finds the same. Roles are not found. Thread-safe.
 */
final class Fitting {
  /** The recipient of a mail that is for whom it fits; unless somebody has that name. */
  static final String ANYBODY = "auto";

  private static final Pattern NO_FILE = Pattern.compile("[^\\w@~./-]+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MOST_FILES = 10_000;
  private static final int LONGEST_FILE = 4_096;
  private static final int SHORTEST_WORD = 4; // of what one knows; names may be shorter
  private static final int NAMED = 3; // a word of its name counts as so many of what it knows
  private final Letters letters;
  private final Dependencies dependencies;
  private final Function<PoolId, Handwriting> handwriting;

  Fitting(Letters letters, Dependencies dependencies, Function<PoolId, Handwriting> handwriting) {
    this.letters = letters;
    this.dependencies = dependencies;
    this.handwriting = handwriting;
  }

  /** The mail with its recipient; as it is when it names one, or when it fits nobody. */
  Mail addressed(Post post, Mail mail) {
    return isForAnybody(post, mail)
        ? before(post, mail).or(() -> fitting(post, mail)).map(mail::withTo).orElse(mail)
        : mail;
  }

  static boolean isForAnybody(Post post, Mail mail) {
    return mail.to().equals(ANYBODY)
        && mail.type().asksForWork()
        && post.roster().find(ANYBODY).isEmpty();
  }

  /** For who sent what {@link #addressed} found nobody for. */
  static String fitsNobody(Post post) {
    return "it fits no expert: none owns a file that it names, and none knows a word of it that the"
        + " others do not; name one"
        + Meant.choice(
            post.roster().experts().stream().map(expert -> expert.name().value()).toList());
  }

  /** To whom the same mail went when it came before. */
  private Optional<String> before(Post post, Mail mail) {
    String id = mail.id().value();
    return dependencies
        .task(post.id(), id)
        .flatMap(Mailed::of)
        .map(Mailed::mail)
        .or(() -> letters.find(post.id(), Letters.workKey(id)).map(Letter::mail))
        .map(Mail::to)
        .filter(to -> !to.equals(ANYBODY));
  }

  private Optional<String> fitting(Post post, Mail mail) {
    List<Mind> minds = post.roster().experts().stream().map(expert -> mind(post, expert)).toList();
    Set<String> asked = words(mail.body(), 1);
    Map<ExpertName, Integer> owned = owned(post, mail);
    return minds.stream()
        .map(mind ->
            new Fit(
                mind.expert().name(),
                owned.getOrDefault(mind.expert().name(), 0),
                worth(mind, minds, asked)))
        .filter(fit -> minds.size() == 1 || fit.files() > 0 || fit.worth() > 0)
        .max(Comparator.comparingInt(Fit::files).thenComparingDouble(Fit::worth))
        .map(fit -> fit.name().value());
  }

  /** How well a mail fits an expert. */
  private record Fit(ExpertName name, int files, double worth) {}

  /** An expert by its words. */
  private record Mind(Expert expert, Set<String> name, Set<String> knows) {
    boolean has(String word) {
      return name.contains(word) || knows.contains(word);
    }
  }

  private Mind mind(Post post, Expert expert) {
    return new Mind(
        expert, words(expert.name().value(), 1), words(text(post, expert), SHORTEST_WORD));
  }

  private static Map<ExpertName, Integer> owned(Post post, Mail mail) {
    OwnedFiles files = OwnedFiles.of(post.roster().pool());
    Map<ExpertName, Integer> owned = new HashMap<>();
    NO_FILE
        .splitAsStream(mail.body())
        .filter(word -> word.indexOf('/') >= 0 || word.indexOf('.') >= 0)
        .map(Fitting::withoutStop)
        .distinct()
        .limit(MOST_FILES)
        .flatMap(word -> owners(files, word).stream())
        .forEach(who -> owned.merge(who, 1, Integer::sum));
    return owned;
  }

  /** A file's name at the end of a sentence has its full stop behind it. */
  private static String withoutStop(String word) {
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) == '.') {
      end--;
    }
    return word.substring(0, end);
  }

  private static List<ExpertName> owners(OwnedFiles files, String word) {
    try {
      return word.length() > LONGEST_FILE ? List.of() : files.owners(Path.of(word).normalize());
    } catch (InvalidPathException noFile) {
      return List.of();
    }
  }

  /** Of the words it knows, each the more the fewer know it; what all know is worth nothing. */
  private static double worth(Mind mind, List<Mind> minds, Set<String> asked) {
    double worth = 0;
    for (String word : asked) {
      if (mind.has(word)) {
        long who = minds.stream().filter(one -> one.has(word)).count();
        worth += Math.log((double) minds.size() / who) * (mind.name().contains(word) ? NAMED : 1);
      }
    }
    return worth;
  }

  private String text(Post post, Expert expert) {
    try {
      ExpertStores stores = ExpertStores.of(expert.place(), handwriting.apply(post.id()));
      Knowledge own = stores.own().read();
      return own.counts(KnowledgeFile.IDENTITY)
          + "\n"
          + own.counts(KnowledgeFile.STATE)
          + "\n"
          + own.counts(KnowledgeFile.ERRORS)
          + "\n"
          + stores.project().map(it -> it.read().counts(KnowledgeFile.STATE)).orElse("");
    } catch (KnowledgeException unreadable) {
      return ""; // it may still be found by its name, or by what it owns
    }
  }

  private static Set<String> words(String text, int shortest) {
    return NO_WORD
        .splitAsStream(text)
        .filter(word -> word.length() >= shortest)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
