package dev.agentpool.mailroom;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.HumanInbox;
import dev.agentpool.expert.PoolDiscovery;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.paper.SafeName;
import dev.agentpool.pool.PoolId;
import dev.agentpool.post.Expert;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Roster;
import dev.agentpool.task.TaskId;
import dev.agentpool.watch.FolderWatch;
import dev.agentpool.watch.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one pool: its post office, the inboxes of its experts, its file. For one thread at
 * a time.
 */
final class PoolRoom implements Writing.Copying, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PoolRoom.class);
  private final PoolId pool;
  private final Path root;
  private final Occupied occupied;
  private final FolderWatch watch;
  private final PostOffice office;
  private final OfficeIntake intake;
  private final Clock clock;
  private final Step.Listener steps;
  private final Runnable fileChanged;
  private final Reloads reloads;
  private final Path userHome;
  private final Ledger ledger;
  private final Map<Path, PostBox> boxes = new ConcurrentHashMap<>();
  private final Copies copies;
  private final SessionCopies sessions;
  private volatile Roster roster;
  private final Runnable soon;
  private volatile @Nullable Asking asking;

  /** Where a person is asked by files. */
  private record Asking(HumanInbox as, ApprovalFiles files, AutoCloseable watching) {}

  private final List<AutoCloseable> open = new ArrayList<>();

  /** What all rooms share. */
  record House(
      Ledger ledger,
      PostOffice office,
      PostBoard board,
      ActivityLog activity,
      FolderWatch watch,
      Clock clock,
      Path userHome,
      Step.Listener steps,
      Runnable fileChanged,
      Consumer<PoolId> soon,
      Reloads reloads) {}

  /** Hears that a pool's file names other experts. */
  @FunctionalInterface
  interface Reloads {
    void reloaded(PoolId pool, List<String> added, List<String> removed);
  }

  private PoolRoom(
      House house,
      PoolId pool,
      Roster roster,
      Occupied occupied,
      Supplier<Optional<PoolConfig>> config) {
    this.pool = pool;
    this.roster = roster;
    this.root = roster.layout().root();
    this.occupied = occupied;
    this.watch = house.watch();
    this.office = house.office();
    this.ledger = house.ledger();
    this.clock = house.clock();
    this.steps = house.steps();
    this.fileChanged = house.fileChanged();
    this.reloads = house.reloads();
    this.userHome = house.userHome();
    this.soon = () -> house.soon().accept(pool);
    this.intake = new OfficeIntake(ledger, office, config);
    this.sessions = new SessionCopies(pool, ledger, house.activity(), soon);
    this.copies =
        new Copies(
            pool, ledger, office, house.board(), roster.layout().taskBoard(), this::isInLedger);
  }

  /** Empty when another daemon serves the folder. */
  static Optional<PoolRoom> of(
      House house, PoolId pool, Roster roster, Supplier<Optional<PoolConfig>> config)
      throws IOException {
    Path root = roster.layout().root();
    Folders.make(own(root));
    Optional<Occupied> occupied = Occupied.by(own(root));
    if (occupied.isEmpty()) {
      return Optional.empty();
    }
    PoolRoom room = new PoolRoom(house, pool, roster, occupied.get(), config);
    try {
      room.takeOver(config.get());
      room.follow(roster);
      room.watchFile();
      return Optional.of(room);
    } catch (IOException | RuntimeException e) {
      room.close();
      throw e;
    }
  }

  private void takeOver(Optional<PoolConfig> config) throws IOException {
    if (config.isPresent()) {
      new OldBoard(office, config.get())
          .take(
              roster.layout().taskBoard(),
              own(root).resolve("board-taken"),
              task ->
                  SafeName.isSafe(task.id())
                      && roster.find(task.expert()).map(Expert::place).stream()
                          .map(place -> place.inbox().resolve(task.id() + ".md"))
                          .anyMatch(Files::exists));
    }
  }

  /** What its file says now: experts come with their folders; those that go keep them. */
  void follow(Roster now) throws IOException {
    tellChanges(roster, now);
    roster = now;
    Folders.make(own(root));
    now.layout().prepare(names(now, false), names(now, true));
    Path postoffice = now.layout().postoffice();
    Path dead = now.layout().deadLetters();
    box(postoffice, () -> PostBox.open(postoffice, taking(postoffice), dead, intake, clock, steps));
    for (Expert expert : now.all()) {
      String name = expert.name().value();
      Path inbox = expert.place().inbox();
      box(
          inbox,
          () ->
              PostBox.open(
                  inbox,
                  taking(inbox),
                  dead,
                  this::isKnown,
                  mails -> intake.accept(mails.stream().map(mail -> to(mail, name)).toList()),
                  clock,
                  steps));
    }
    for (PostBox box : boxes.values()) {
      box.resume();
    }
    ask(now);
  }

  /** A folder that the file names is a person's; the pool's own is open to all its sessions. */
  private void ask(Roster now) throws IOException {
    HumanInbox as = now.pool().humanInbox();
    Asking before = asking;
    if (before != null && before.as().equals(as)) {
      return;
    }
    if (before != null) {
      closed(before.watching());
    }
    Path folder = now.layout().approvals();
    boolean counts = as instanceof HumanInbox.Folder;
    if (as instanceof HumanInbox.Folder(String written)) {
      folder = PoolDiscovery.written(written, userHome, root);
      Files.createDirectories(folder);
    }
    ApprovalFiles files =
        new ApprovalFiles(
            folder,
            own(root).resolve("proposals"),
            counts,
            ledger,
            new DeadLetters(now.layout().deadLetters()),
            clock);
    AutoCloseable watching =
        watch.watch(
            new Wanted(
                folder,
                folder,
                ApprovalFiles::isAnswer,
                true,
                whole -> {
                  files.whole(whole);
                  soon.run();
                }));
    asking = new Asking(as, files, watching);
    if (as instanceof HumanInbox.Stdout) {
      LOG.info(
          "pool {}: a daemon has no terminal to ask on, so the inbox asks: agentpool inbox", pool);
    } else if (as instanceof HumanInbox.Unsupported unsupported) {
      LOG.warn("pool {}: {}; the inbox asks: agentpool inbox", pool, unsupported.problem());
    }
  }

  private void tellChanges(Roster before, Roster now) {
    List<String> old = words(before);
    List<String> fresh = words(now);
    if (!old.equals(fresh)) {
      reloads.reloaded(
          pool,
          fresh.stream().filter(name -> !old.contains(name)).toList(),
          old.stream().filter(name -> !fresh.contains(name)).toList());
    }
  }

  private static List<String> words(Roster roster) {
    return roster.experts().stream().map(expert -> expert.name().value()).sorted().toList();
  }

  private static Set<ExpertName> names(Roster roster, boolean shared) {
    return roster.experts().stream()
        .filter(expert -> expert.isShared() == shared)
        .map(Expert::name)
        .collect(Collectors.toSet());
  }

  /** Opens one. */
  private interface Opening {
    PostBox open() throws IOException;
  }

  private void box(Path folder, Opening opening) throws IOException {
    if (!boxes.containsKey(folder)) {
      PostBox box = opening.open();
      boxes.put(folder, box);
      open.add(box);
      open.add(watch.watch(box.wanted(root)));
    }
  }

  private Path taking(Path folder) {
    return own(root).resolve(root.relativize(folder).toString().replace('/', '+'));
  }

  /** What is the daemon's own in a pool's folder. */
  static Path own(Path root) {
    return root.resolve(".mailroom");
  }

  /** Mail that lies in somebody's inbox is for them, whatever it says. */
  private static Mail to(Mail mail, String expert) {
    return new Mail(
        mail.id(),
        mail.from(),
        expert,
        mail.type(),
        mail.contracts(),
        mail.priority(),
        mail.dependsOn(),
        mail.cancels(),
        mail.timestamp(),
        mail.body());
  }

  /** What lies in an inbox for readers, which nobody dropped. */
  private boolean isKnown(Path file) {
    return copies.isOurs(file) || isInLedger(file);
  }

  private boolean isInLedger(Path file) {
    if (file.getFileName().toString().startsWith(".routing-")) {
      return true;
    }
    return MailBytes.read(file) instanceof MailBytes.Read.Whole(Mail mail)
        && (mail.type().asksForWork()
            ? office.task(pool, mail.id().value()).isPresent()
                || office.work(pool, mail.id().value()).isPresent()
            : office.letters(pool).stream()
                .map(letter -> letter.mail())
                .anyMatch(known ->
                    known.id().equals(mail.id())
                        && known.from().equals(mail.from())
                        && known.type() == mail.type()
                        && known.body().equals(mail.body())));
  }

  /** A task of this pool is being done. */
  void begun(TaskId task) {
    sessions.begun(task);
  }

  /** A task of this pool has ended. */
  void ended(TaskId task) {
    sessions.ended(task);
  }

  /** For those who read it. */
  @Override
  public void write() throws IOException {
    sessions.write(roster);
    copies.write(
        roster,
        (inbox, dropped) -> {
          PostBox box = boxes.get(inbox);
          if (box != null) {
            box.again(dropped);
          }
        });
    Asking now = asking;
    if (now != null) {
      now.files().follow(office.proposals(pool));
    }
  }

  private void watchFile() {
    open.add(
        watch.watch(new Wanted(root, root, "pool.toml"::equals, true, _ -> fileChanged.run())));
  }

  @Override
  public void close() {
    Asking last = asking;
    if (last != null) {
      closed(last.watching());
    }
    for (AutoCloseable each : open.reversed()) {
      closed(each);
    }
    closed(sessions);
    closed(occupied);
  }

  private static void closed(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("a part of a pool's folder does not close: {}", e.toString());
    }
  }
}
