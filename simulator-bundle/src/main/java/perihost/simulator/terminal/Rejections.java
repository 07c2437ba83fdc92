package perihost.simulator.terminal;

import java.util.List;
import perihost.payment.smartro.protocol.Rejection;

/** Why a terminal says no (docs/protocols/smartro.md, 8.4). */
final class Rejections {
    static final Rejection BALANCE = new Rejection("6B", "잔액부족");
    static final Rejection NO_CARD = new Rejection("6F", "카드가 없어 거래를 종료합니다");
    static final Rejection FORMAT = new Rejection("B3", "전문 오류");

    /** The VAN could not book: certainly nothing was charged. */
    static final Rejection NOT_BOOKED = new Rejection("0A", "통신 오류");

    /** For any payment that is to be declined. */
    static final List<Rejection> ANY = List.of(
            BALANCE,
            new Rejection("51", "한도초과 승인거절"),
            new Rejection("0C", "서버 응답 없음\r\n다시 시도"),
            new Rejection("69", "사용할 수 없는 카드입니다 다른 카드AB"),
            new Rejection("74", "똠방각하 찦차"),
            new Rejection("0A", "NETWORK ERROR"),
            new Rejection("14", ""));

    private Rejections() {}
}
