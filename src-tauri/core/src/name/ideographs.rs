//! Ideographs that are drawn nearly the same, besides those that UTS #39 lists.
//!
//! These are the characters that Unicode's Unihan database lists under `kSpoofingVariant` and
//! `kZVariant`, and those that readers of Chinese and Japanese warn each other about.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The characters of each group look alike.
const GROUPS: &str = "\
    㐊㐋 㒨𠑗 㓓湳 㓕滅 㓖滭 㓗潔 㖈䎛 㘽㦳 㩁搉 㫚曶 㬵胶 㬺幐 㬻䐠 㬿𫜶 㭑枺 㮣槩 䀹鿃 \
    䀿晣 䆋龝 䏓朊 䑃朦 䘠袚 䚶訞 䢴邗 䰗𩰘 䱅鮇 䱍䱎 䶾𣢧 丈𠀋 並竝 了𠄐 争爭 二𠄞𠄟𠄠 \
    于千干 亜亞 亨享 亳毫 人入 佅𠇱 併倂 侠俠 侯候 俁俣 俞兪 値值 偷偸 傘𠌂 兌兑 免兔 內内 \
    兵𠔊 冐冒胃 冑胄 冨富 冶治 凐湮 凑湊 凒溰 凓溧 凔滄 凗漼 凘澌 凙澤 凚澿 凛凜澟 凟瀆 刃刄 \
    別别 刺剌 剝剥 勻匀 十𬂛 卄卝艹 即卽 叙敍敘 叱𠮟𫜸 吉𠮷 吕呂 吞呑 吳吴呉 味𠰌 啓啟 喦嵒 \
    喩喻 嗚鳴 嘘噓 器𠾖 土圡𡈽 垔𡊹 塡填 増增 墫壿 墶𡐿 壬王𡈼 壯𡉟 壺壼 天夭𫯛 夲本 奂奐 \
    奥奧 奨奬獎 妹妺 姫姬 娛娯娱 媯嬀 媲𡠌 尙尚 屏屛 峯峰 島嶋嶌 崇祟 崎﨑 己已巳 巽𢁉 巿市 帡帲 \
    帯帶 延𢌛 弋戈 強强 彥彦 微徽 徳德 志𢖽 怽𢗿 恆恒 悅悦 戊戌戍 戶户戸 戻戾 折拆 抜拔 抹抺 \
    挩捝 挿插揷 揺搖摇 攬𭣄 敎教 敓敚 斉齊 斎齋 斤斥 斳𣂷 既旣 昧昩 晃晄 晚晩 晴睛 曳曵 曹曺 \
    曽曾 朌肦 朏胐 朐胊 朓脁 朖朗 朘脧 朣膧 束柬 杮柿 查査 柳栁 栗粟 栽裁 桑桒 梲棁 楡榆 \
    榝樧 槇槙 槱𪳝 横橫 欄𣟬 步歩 歲歳 毋母 毎每 汨汩 沒没 沫沬 洒酒 涉渉 涗涚 涙淚 淸清 \
    温溫 渫𠗨 測𠗧 湆𠗥 湌飡 湶𠗯 溈潙 溏𠗶 溓𠗳 溤馮 滂𠗵 滲𠗿 漱𠘂 漺𠗾 漻𠗽 潸𣽽 潹𠘆 \
    潺𠘈 澋𠘉 澮𠘎 澶𠘐 濂濓 濃𠘊 濎𠘋 濪𩇝 濱濵 濼𠘙 瀝𠘟 瀤𠘠 瀨瀬𠘝 灂𠘣 烏鳥 獡𤡯 琢𤥨 \
    瑤瑶 瑨𤨁 產産 田𫭂 疉𤴁 皌𤽜 皞皡 目𡆤 眔𥄳 眛眜 眞真 研硏 砞𥑘 祇祗衹 祙𥘯 秣𥞊 稅税 \
    稽𥡴 穂穗 突𥤮 箓𥭼 管菅 篹𥲻 簆𥲃 簿薄 籃藍 籍藉 籑𥶉 籘藤 絕絶 絙絚 綠緑 綱網 緒緖 \
    翱翺 耴𦔮 肓育 肞𮌋 胼腁 脫脱 脼𣍷 臭𦤀 致𦤶 舀𦥝 舘館 舝𤛉 芲𰰨 苿茉 茶荼 萒𦳆 蒁𦳯 \
    蒍蔿 蘷虁𧅄 虚虛 蚕𧉕 蛻蜕 訮詽 說説 謠謡 謹𧫴 讆讏 豜豣 賴頼 赿趆 跊𧿴 跥跺 躗躛 軿輧 \
    逸𨓜 邉邊 郎郞 郷鄉鄕 鉄銕 銳鋭 錄録 錬鍊 鎌鐮 鎭鎮 鑙𨮺 閒間 閱閲 隆𨺓 隷隸 靑青 静靜 \
    頙𩑠 類𩔖 飮飲 高髙 黃黄 黑黒 𠃁𤱮 𠔀𢌬 𠕓𡴊 𠕛𠱬 𠜧𠜰 𡴌𤰒 𢫮𢬎 𣎆𦝠 𣎟𦠅 𣳫𣵭 𥇗𥇤 \
    𥡤𥡱 𦚸𦚹 𦭠𦭫 𦰥𱽨 𦺤𦽩 𧟱𧟵 𩑵𩑷 𩿣𩿲 𬻋𱽌 \
";

static TWINS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = |group: &'static str| {
        let first = group.chars().next();
        group.chars().filter_map(move |c| Some((c, first?)))
    };
    GROUPS.split_whitespace().flat_map(pairs).collect()
});

/// Returns the character that represents all characters that look like `c`.
pub(super) fn twin(c: char) -> char {
    if c.is_ascii() { c } else { *TWINS.get(&c).unwrap_or(&c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ideograph_is_in_one_group_of_two_or_more() {
        assert!(GROUPS.split_whitespace().all(|group| group.chars().count() > 1));
        let all: usize = GROUPS.split_whitespace().map(|group| group.chars().count()).sum();
        assert_eq!(TWINS.len(), all);
        assert_eq!(twin('夲'), twin('本'));
        assert_ne!(twin('日'), twin('本'));
    }
}
