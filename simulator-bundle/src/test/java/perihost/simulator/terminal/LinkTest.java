package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** Acknowledgements, repetitions and damage, in both directions. */
public class LinkTest {
    private static final byte[] CHECK = Wire.frame('A', "");

    private final Bench bench = new Bench();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(Timeout.seconds(60)).around(bench);

    @Test
    public void sendsAnAnswerThreeTimesInAll() throws Exception {
        bench.ask('A');
        assertEquals("ACK a:OOOO", bench.said());
        bench.pass(2999);
        assertEquals("", bench.said());
        bench.pass(1);
        assertEquals("a:OOOO", bench.said());
        bench.pass(3000);
        assertEquals("a:OOOO", bench.said());
        bench.passSeconds(60);
        assertEquals("", bench.said());
        bench.ask('A');
        assertEquals("ACK a:OOOO", bench.said());
    }

    @Test
    public void repeatsTheSameBytes() throws Exception {
        bench.ask('A');
        byte[] first = bench.last().frame();
        bench.say(Wire.NAK);
        assertEquals(Arrays.toString(first), Arrays.toString(bench.last().frame()));
        bench.say(Wire.NAK);
        bench.say(Wire.NAK);
        bench.passSeconds(60);
        assertEquals("a:OOOO", bench.said());
    }

    @Test
    public void answersTheNextRequestOnceTheFirstIsAcknowledged() throws Exception {
        bench.ask('A');
        bench.ask('V');
        assertEquals("ACK a:OOOO ACK", bench.said());
        bench.ack();
        assertEquals("v:TL3500_18041101TL3500_18041101TL3500_26010101", bench.said());
        bench.ack();
        bench.ack();
        bench.passSeconds(60);
        assertEquals("", bench.said());
    }

    @Test
    public void takesNoMoreThanEightRequestsWithoutAnAcknowledgement() throws Exception {
        for (int i = 0; i < 9; i++) bench.ask('M');
        assertEquals("ACK m:X" + " ACK".repeat(7) + " NAK", bench.said());
    }

    @Test
    public void refusesAnyFlippedByteAndTakesTheNextFrame() throws Exception {
        for (int at = 0; at < CHECK.length; at++) {
            byte[] bad = CHECK.clone();
            bad[at] ^= 0x10;
            bench.say(bad);
            bench.pass(300);
            assertEquals("byte " + at, at == 0 ? "" : "NAK", bench.said());
            bench.say(CHECK);
            assertEquals("byte " + at, "ACK a:OOOO", bench.said());
            bench.ack();
        }
    }

    @Test
    public void takesFramesHoweverTheyAreCut() throws Exception {
        for (int cut = 1; cut < CHECK.length; cut++) {
            bench.say(Arrays.copyOf(CHECK, cut));
            bench.pass(299);
            bench.say(Arrays.copyOfRange(CHECK, cut, CHECK.length));
            assertEquals("cut at " + cut, "ACK a:OOOO", bench.said());
            bench.ack();
        }
    }

    @Test
    public void refusesHalfAFrameOnceTheLineIsSilent() throws Exception {
        bench.say(Arrays.copyOf(CHECK, 20));
        bench.pass(299);
        assertEquals("", bench.said());
        bench.pass(1);
        assertEquals("NAK", bench.said());
    }

    @Test
    public void answersIdsAndTimesOfEveryKind() throws Exception {
        for (String header : new String[] {
            " ".repeat(30), "\0".repeat(30), "7303502001000000" + "2026-01-26 12:", "\2\3\6\25".repeat(8)
        }) {
            byte[] frame = CHECK.clone();
            byte[] id = header.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 30; i++) {
                frame[1 + i] = id[i];
                frame[frame.length - 1] ^= CHECK[1 + i] ^ id[i];
            }
            bench.say(frame);
            assertEquals("ACK a:OOOO", bench.said());
            bench.ack();
        }
    }

    @Test
    public void hearsNothingInNoiseAndEchoes() throws Exception {
        bench.say("hello".getBytes(StandardCharsets.US_ASCII));
        bench.say(Wire.ACK, Wire.NAK);
        bench.say(Wire.frame('a', "OOOO"));
        bench.say(Wire.frame('@', "I"));
        bench.passSeconds(10);
        assertEquals("", bench.said());
    }

    @Test
    public void worksOnWhileNoLineIsThere() throws Exception {
        bench.say(Wire.approve(1_000));
        bench.closeLine();
        bench.pass(2000);
        bench.open();
        assertEquals("", bench.said());
        bench.pass(2300);
        assertEquals("the answer is repeated", "b:11", bench.said());
        bench.ack();
        bench.passSeconds(60);
        assertEquals("", bench.said());
    }
}
