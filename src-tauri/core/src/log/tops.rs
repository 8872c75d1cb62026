//! The last labels of host names that are links without a scheme. `ui/src/room/list/tops.ts` has
//! the same ones, and says how they were chosen.

/// What a name with such a last label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// An address.
    Site,
    /// An address, or the name of a file, or a word.
    Doubtful,
    /// A computer on the own network.
    Near,
}

const SITES: &str = "\
    com net org edu gov mil int info biz eu aero asia coop jobs mobi museum pro tel travel ac ad \
    ae af ag al ao aq ar at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca \
    cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et fi fj fk \
    fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu ie il im in io \
    iq ir it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc \
    mg mh mn mo mp mq mr mt mu mv mw mx mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph \
    pk pl pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr ss sv sx sy sz tc td tg \
    th tj tk tl tm tn tr tt tv tw tz ua ug uk us uy uz va vc ve vg vn vu wf ws ye yt za zm zw \
    academy agency amsterdam berlin bike blog business cafe cat chat cloud club coffee community \
    company dev digital education energy eus fyi gal gmbh guide hamburg hosting ink istanbul \
    koeln krd live london ltd madrid marketing moscow news nrw nyc online paris pizza pub quebec \
    restaurant ruhr saarland scot shop site social software solutions tech tirol tokyo vegas \
    vlaanderen wales wien wiki wtf xyz zuerich";

const DOUBTFUL: &str = "\
    ai am app art as bar bio camp cc center city codes design do email events fun games group gs \
    help hm id is land me mk ml mm ms my network page photos place plus pm press ps py md rip rs \
    school sh so space st store studio systems team tf to tools top vi video vip watch website \
    work world zone";

const NEAR: &str = "\
    box home internal lan local localhost";

/// Returns what a name with this last label is. `None`: it is not a link by itself.
pub(super) fn top_of(label: &str) -> Option<Top> {
    let kinds = [(SITES, Top::Site), (DOUBTFUL, Top::Doubtful), (NEAR, Top::Near)];
    let has = |labels: &str| labels.split(' ').any(|one| one == label);
    kinds.into_iter().find(|(labels, _)| has(labels)).map(|(_, top)| top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_same_ones() {
        let page = include_str!("../../../../ui/src/room/list/tops.ts");
        let lists = page.split("words(").skip(1).filter_map(|rest| rest.split(['`', '\'']).nth(1));
        let lists: Vec<Vec<&str>> = lists.map(|list| list.split_whitespace().collect()).collect();
        let ours = [SITES, DOUBTFUL, NEAR].map(|list| list.split(' ').collect::<Vec<_>>());
        assert_eq!(lists, ours);
    }

    #[test]
    fn a_label_is_found_as_a_whole_and_in_lower_case() {
        assert_eq!(
            (top_of("org"), top_of("rs"), top_of("local")),
            (Some(Top::Site), Some(Top::Doubtful), Some(Top::Near))
        );
        assert_eq!((top_of("or"), top_of("ORG"), top_of("zip"), top_of("")), (None, None, None, None));
    }
}
