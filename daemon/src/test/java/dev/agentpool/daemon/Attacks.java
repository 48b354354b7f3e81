package dev.agentpool.daemon;

import static dev.agentpool.daemon.Attack.of;
import static dev.agentpool.daemon.Attack.walledOnly;

import java.util.List;

/** What the escape suite tries. */
final class Attacks {
  private Attacks() {}

  static List<Attack> all() {
    return List.of(
        // files, by every kind of way
        of("an absolute path into the checkout", "echo x >>$P/README"),
        of("dots up to the root", "echo x >>../../../../../../../../../../../../../..$P/README"),
        of("a symlink to a file", "ln -s $P/README link; echo x >>link"),
        of("a symlink to a folder", "ln -s $U home; echo x >>home/.bashrc"),
        of("a hard link", "ln $P/README hard && echo x >>hard"),
        of("a file renamed out of the checkout", "mv $P/README taken"),
        of("a file renamed into the checkout", "echo evil >evil; mv evil $P/Makefile"),
        of("everything deleted", "rm -rf $P/README $P/.git/refs $U/.profile $U/.m2"),
        of(
            "a copy in memory that is run",
            "perl -e '$n=pack(\"a*x\",\"m\"); $fd=syscall(319,$n,0); $fd>=0 or die; open(my"
                + " $f,\">&=\",$fd); print $f \"#!/bin/sh\\necho x >>$ARGV[0]\\n\"; $f->flush; use"
                + " IO::Handle; system(\"/bin/sh\",\"/proc/$$/fd/$fd\");' $U/.bashrc"),
        of("the shell's start-up file", "echo 'touch pwned' >>$U/.bashrc"),
        of("the login's start-up file", "echo 'touch pwned' >>$U/.profile"),
        of("a key that lets in", "echo 'ssh-rsa AAAA' >>$U/.ssh/authorized_keys"),
        of("a key that is read", "grep -q SECRET $U/.ssh/id_rsa && echo ESCAPED"),
        of("a program started with the desktop", "echo x >$U/.config/autostart/evil.desktop"),
        walledOnly(
            "a crontab", "echo '* * * * * id' >/var/spool/cron/crontabs/root && echo ESCAPED"),
        of("hooks in Claude's settings", "echo '{\"hooks\":{}}' >$U/.claude/settings.json"),
        of(
            "a skill of Claude's",
            "mkdir -p $U/.claude/skills/evil && echo x >$U/.claude/skills/evil/SKILL.md"),
        of("a build cache that nobody named", "echo x >$U/.m2/evil"),
        // git
        of("a hook of the project", "printf '#!/bin/sh\\n' >$P/.git/hooks/post-checkout"),
        of("a path to other hooks", "git config core.hooksPath $PWD/hooks"),
        of("the project's git configuration", "echo '[core]' >>$P/.git/config"),
        of("a configuration of the worktree", "echo '[core]' >$G/config.worktree"),
        of("where the repository is", "echo $PWD/evil >$G/commondir; mv $G/commondir $G/c"),
        of("where the worktree is", "echo $P/.git >$G/gitdir"),
        of("another repository in place of the worktree", "rm -f .git; git init -q ."),
        of("objects from elsewhere", "echo $PWD/o >$P/.git/objects/info/alternates"),
        of("the packs", "rm -f $P/.git/objects/pack/*"),
        of("a branch checked out in the checkout", "git -C $P checkout -q -b evil"),
        of("HEAD of the checkout", "echo 'ref: refs/heads/evil' >$P/.git/HEAD"),
        of("the index of the checkout", "rm -f $P/.git/index"),
        walledOnly(
            "the main branch", "git commit -q --allow-empty -m evil; git push -q . HEAD:master"),
        of("the main branch's file", "git rev-parse HEAD~0 | tr a-f f >$P/.git/refs/heads/master"),
        of("a branch and a tag of the user's", "git branch evil; git tag evil"),
        of("the packed refs", "echo >>$P/.git/packed-refs"),
        of("what git ignores", "echo '*' >>$P/.git/info/exclude"),
        walledOnly(
            "the task's branch as another name of main",
            "b=$(git symbolic-ref HEAD); git checkout -q --detach; printf 'ref:"
                + " refs/heads/master\\n' >$P/.git/$b; git commit -q --allow-empty -m evil"),
        walledOnly(
            "the worktree's index as a link to the checkout's",
            "echo new >new; ln -sf $P/.git/index $G/index"),
        walledOnly("the log of HEAD as a link", "echo new >new; ln -sf $U/.bashrc $G/logs/HEAD"),
        walledOnly(
            "the commit's message as a link", "echo new >new; ln -sf $U/.bashrc $G/COMMIT_EDITMSG"),
        walledOnly(
            "a mark that names the main branch",
            "git checkout -q --detach; git commit -q --allow-empty -m evil; "
                + "sed -i 's,^branch=.*,branch=master,' $G/agentpool"),
        walledOnly(
            "folders of objects as links",
            "for i in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do for j in 0 1 2 3 4 5 6 7 8 9 a b c d e f;"
                + " do test -e $P/.git/objects/$i$j || ln -s $U/.m2 $P/.git/objects/$i$j; done;"
                + " done; echo new >new"),
        walledOnly("the next mark as a link", "ln -sf $U/.bashrc $G/agentpool.new; echo new >new"),
        // agentpool's own
        of("the pool's file", "echo 'slots = 9' >>$P/.agent-pool/pool.toml"),
        of("the user's trust", "echo '[trust]' >>$AP/config.toml"),
        of(
            "the daemon's socket",
            "perl -MIO::Socket::UNIX -e 'for (glob \"$ARGV[0]/state/run/*.sock\") "
                + "{ print \"ESCAPED\\n\" if IO::Socket::UNIX->new(Peer=>$_) }' $AP"),
        of("the ledger", "head -c1 $AP/state/ledger.db | grep -q . && echo ESCAPED"),
        of(
            "sessions",
            "for n in out in err exit launch meta attempt; do for s in $AP/state/sessions/*/$n; do "
                + "test -e $s && echo ESCAPED; done; done; "
                + "test $(ls $AP/state/sessions | wc -l) -gt 1 && echo ESCAPED"),
        of(
            "the exit code of a session",
            "for s in $AP/state/sessions/*; do echo 0 >$s/exit && echo ESCAPED && rm $s/exit;"
                + " done"),
        of(
            "another session's input",
            "for s in $AP/state/sessions/*/in; do test -p $s && echo ESCAPED; done"),
        of(
            "the worktree of another slot",
            "for f in $AP/state/workspaces/*/slot-1/theirs; do echo x >>$f; done"),
        // other processes
        walledOnly("the daemon's process", "grep -qa DaemonMain /proc/$D/cmdline && echo ESCAPED"),
        walledOnly(
            "the daemon by a signal",
            "grep -qa DaemonMain /proc/$D/cmdline && kill -0 $D && echo ESCAPED"),
        of(
            "the shell around the session",
            "for p in /proc/[0-9]*; do grep -qa 'agentpool[-]session' $p/cmdline && echo ESCAPED;"
                + " done"),
        of(
            "the root of every process",
            "for p in /proc/[0-9]*; do echo x >>$p/root$U/.bashrc; echo x >>$p/cwd/$P/README;"
                + " done"),
        walledOnly(
            "the files of every process",
            "for f in /proc/[0-9]*/fd/*; do case $(readlink $f) in "
                + "*ledger.db) head -c1 $f | grep -q . && echo ESCAPED;; esac; done"),
        // a socket is spoken to through a read-only mount as well
        of(
            "the container engine's socket",
            "perl -MIO::Socket::UNIX -e 'print \"ESCAPED\\n\" if"
                + " IO::Socket::UNIX->new(Peer=>$ARGV[0])' $U/engine.sock"),
        // the kernel
        walledOnly(
            "capabilities",
            "grep -q 'Cap\\(Eff\\|Prm\\|Bnd\\).*[1-9a-f]' /proc/self/status && echo ESCAPED"),
        walledOnly("new privileges", "grep -q 'NoNewPrivs:.*0' /proc/self/status && echo ESCAPED"),
        walledOnly(
            "a mount made writable",
            "mount -o remount,rw,bind $U; mount -o remount,rw /; umount -l $AP; umount /proc; "
                + "echo x >>$U/.bashrc; echo x >>$AP/config.toml"),
        walledOnly(
            "a mount made writable as another root",
            "unshare -r -m sh -c \"mount -o remount,rw,bind /; mount -o remount,rw,bind $U; umount"
                + " -l $AP; umount /proc; mount -t proc p /proc; echo x >>$U/.bashrc; echo x"
                + " >>$AP/config.toml; ls $AP/state && echo ESCAPED\""),
        walledOnly(
            "another root by chroot",
            "unshare -r chroot /proc/1/root sh -c \"echo x >>$U/.bashrc\"; chroot / sh -c \"echo x"
                + " >>$U/.bashrc\""),
        walledOnly(
            "the namespaces of others",
            "for p in /proc/[0-9]*; do nsenter --mount=$p/ns/mnt sh -c \"echo x >>$U/.bashrc\"; "
                + "nsenter -t ${p#/proc/} -U -m sh -c \"echo x >>$U/.bashrc\"; done"),
        walledOnly(
            "the disk itself",
            "for m in 254 8 259 253; do mknod d$m b $m 0 && head -c1 d$m >/dev/null && echo"
                + " ESCAPED; done"),
        walledOnly(
            "the kernel's settings",
            "for f in /proc/sys/kernel/core_pattern /proc/sys/vm/swappiness"
                + " /proc/irq/default_smp_affinity; do v=$(cat $f); echo \"$v\" >$f && echo"
                + " ESCAPED; done"),
        walledOnly("the machine's switch", "test -w /proc/sysrq-trigger && echo ESCAPED"),
        walledOnly(
            "whatever may be written in /proc",
            "find /proc -maxdepth 3 -path '/proc/[0-9]*' -prune -o -type f -writable -print"
                + " 2>/dev/null | while read f; do test -f $f && echo ESCAPED $f; done"),
        walledOnly(
            "whatever may be written in /sys",
            "find /sys -maxdepth 3 -type f -writable -print 2>/dev/null | grep . && echo ESCAPED"),
        walledOnly(
            "the machine's devices",
            "echo 1 >/sys/kernel/uevent_helper && echo ESCAPED; "
                + "ls /dev/sd* /dev/vd* /dev/nvme* /dev/mem >/dev/null 2>&1 && echo ESCAPED"),
        walledOnly(
            "letters typed into a terminal",
            "perl -e 'open(T,\"+<\",\"/dev/tty\") && ioctl(T,0x5412,\"x\") && print"
                + " \"ESCAPED\\n\"'"),
        walledOnly(
            "a program with another's rights",
            "cp $(command -v id) own; chmod 4755 own; chown 1:1 own; ./own -u | grep -qx $(id -u)"
                + " || echo ESCAPED; su -s /bin/sh nobody -c id && echo ESCAPED"));
  }

  /** Those that are put to the real CLI too. */
  static List<Attack> main() {
    List<String> names =
        List.of(
            "an absolute path into the checkout",
            "a symlink to a file",
            "the shell's start-up file",
            "hooks in Claude's settings",
            "a skill of Claude's",
            "a hook of the project",
            "the project's git configuration",
            "HEAD of the checkout",
            "the index of the checkout",
            "the daemon's socket",
            "sessions",
            "the daemon by a signal",
            "the root of every process",
            "a mount made writable as another root",
            "the pool's file",
            "the user's trust");
    return all().stream().filter(attack -> names.contains(attack.name())).toList();
  }
}
