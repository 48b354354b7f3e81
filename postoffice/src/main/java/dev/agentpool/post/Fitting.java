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
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private static final Pattern FILE = Pattern.compile("[\\w@~.-]*[/.][\\w@~./-]*\\w/?");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
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
    List<Expert> experts = post.roster().experts();
    Map<Expert, Double> known = known(post, experts, words(mail.body(), 1));
    Map<ExpertName, Integer> owned = owned(post, mail);
    Expert best = null;
    for (Expert expert : experts) {
      if (best == null
          || owns(owned, expert) > owns(owned, best)
          || owns(owned, expert) == owns(owned, best) && known.get(expert) > known.get(best)) {
        best = expert;
      }
    }
    boolean fits =
        best != null && (experts.size() == 1 || owns(owned, best) > 0 || known.get(best) > 0);
    return fits ? Optional.of(best.name().value()) : Optional.empty();
  }

  private static int owns(Map<ExpertName, Integer> owned, Expert expert) {
    return owned.getOrDefault(expert.name(), 0);
  }

  private static Map<ExpertName, Integer> owned(Post post, Mail mail) {
    OwnedFiles files = OwnedFiles.of(post.roster().pool());
    Map<ExpertName, Integer> owned = new HashMap<>();
    for (String word :
        FILE.matcher(mail.body()).results().map(it -> it.group()).distinct().toList()) {
      try {
        files.owners(Path.of(word).normalize()).forEach(who -> owned.merge(who, 1, Integer::sum));
      } catch (InvalidPathException noFile) {
        continue;
      }
    }
    return owned;
  }

  /** Of each: the words it knows, each the more worth the fewer know it; what all know is none. */
  private Map<Expert, Double> known(Post post, List<Expert> experts, Set<String> asked) {
    Map<Expert, Set<String>> names = new LinkedHashMap<>();
    Map<Expert, Set<String>> texts = new LinkedHashMap<>();
    for (Expert expert : experts) {
      names.put(expert, words(expert.name().value(), 1));
      texts.put(expert, words(text(post, expert), SHORTEST_WORD));
    }
    Map<Expert, Double> known = new HashMap<>();
    for (Expert expert : experts) {
      double worth = 0;
      for (String word : asked) {
        boolean isNamed = names.get(expert).contains(word);
        if (isNamed || texts.get(expert).contains(word)) {
          long who =
              experts.stream()
                  .filter(one -> names.get(one).contains(word) || texts.get(one).contains(word))
                  .count();
          worth += Math.log((double) experts.size() / who) * (isNamed ? NAMED : 1);
        }
      }
      known.put(expert, worth);
    }
    return known;
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
