"""Han characters: traditional ones as simplified, and what generic words of company names mean.

The table holds the characters that occur in names of companies, places and trades, not all of
them. Some simplified characters stand for several traditional ones, so two names may become one; in
names of companies that is the same word spelled in Taipei, Hong Kong or Shanghai.
"""

from __future__ import annotations

from typing import Final

_PAIRS: Final = (
    "萬万與与專专業业東东絲丝兩两嚴严喪丧個个豐丰臨临為为麗丽舉举義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产畝亩親亲"
    "億亿僅仅從从侖仑倉仓儀仪們们價价眾众優优會会傘伞偉伟傳传傷伤倫伦偽伪體体餘余傭佣僑侨側侧債债傾倾償偿儲储兒儿黨党蘭兰關关興兴"
    "養养獸兽內内岡冈冊册寫写軍军農农馮冯沖冲決决況况凍冻淨净涼凉減减湊凑幾几鳳凤憑凭凱凯擊击劃划劉刘則则剛刚創创別别劑剂劍剑辦办"
    "務务動动勵励勁劲勞劳勢势勳勋區区醫医華华協协單单賣卖盧卢衛卫卻却廠厂廳厅曆历歷历厲厉壓压縣县參参雙双發发變变敘叙葉叶號号嘆叹"
    "後后嚇吓嗎吗聽听啟启吳吴員员響响問问團团園园圍围國国圖图圓圆聖圣場场壞坏塊块堅坚壇坛墳坟墜坠壘垒壟垄聲声殼壳處处備备復复夠够"
    "頭头誇夸夾夹奪夺奮奋獎奖奧奥婦妇媽妈嬌娇孫孙學学寧宁寶宝實实審审憲宪宮宫寬宽賓宾寢寝對对尋寻導导壽寿將将爾尔塵尘嘗尝堯尧屬属"
    "層层嶼屿歲岁豈岂崗岗島岛嶺岭巒峦幣币帥帅師师帳帐帶带幫帮廣广慶庆廬庐庫库應应廟庙廢废開开異异張张彌弥彎弯彈弹強强歸归當当錄录"
    "徹彻徑径憶忆憂忧懷怀態态總总戀恋懇恳惡恶惱恼悅悦驚惊慣惯戰战戲戏戶户撲扑執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟攏拢"
    "揀拣擁拥攔拦擇择掛挂擋挡掙挣擠挤揮挥損损撿捡換换據据擲掷攜携攝摄搖摇攤摊敵敌數数斬斩斷断無无舊旧時时曠旷昇升晝昼顯显晉晋曬晒"
    "曉晓暫暂術术樸朴機机殺杀雜杂權权條条來来楊杨極极構构樞枢棗枣槍枪楓枫櫃柜檸柠標标棧栈棟栋欄栏樹树樣样橋桥檔档樁桩夢梦檢检樓楼"
    "歡欢歐欧殘残毀毁畢毕氣气氫氢漢汉湯汤溝沟沒没滬沪淚泪瀉泻潑泼澤泽潔洁窪洼淺浅漿浆澆浇測测濟济渾浑濃浓濤涛漣涟漲涨澀涩淵渊漸渐"
    "漁渔滲渗溫温灣湾濕湿滿满濾滤濱滨灘滩瀾澜瀟潇燈灯靈灵災灾爐炉點点煉炼爛烂煙烟煩烦燒烧熱热煥焕愛爱爺爷牽牵犧牺狀状猶犹獨独獅狮"
    "獄狱獵猎獻献瑪玛環环現现瓊琼電电畫画暢畅療疗瘋疯盜盗蓋盖監监盤盘睜睁瞭了矚瞩矯矫礦矿碼码磚砖硯砚礎础碩硕確确禮礼禍祸稱称種种"
    "積积穩稳穫获窮穷竊窃競竞筆笔筍笋築筑簽签簡简籃篮類类糧粮緊紧紀纪純纯紗纱綱纲納纳縱纵紛纷紙纸紋纹紡纺線线練练組组細细織织終终"
    "絡络給给統统絕绝繼继績绩緒绪續续維维綿绵網网綠绿緯纬緣缘縮缩繪绘繞绕經经結结絨绒繫系纖纤罰罚羅罗羨羡翹翘聯联職职聰聪肅肃"
    "腸肠膚肤腎肾脹胀脅胁勝胜腦脑腳脚膠胶臉脸臘腊艦舰艙舱艷艳藝艺節节蘇苏蘋苹範范莊庄莖茎獲获瑩莹營营蕭萧薩萨藍蓝藥药蘆芦虛虚蟲虫"
    "雖虽蝦虾蠶蚕補补襯衬襲袭裝装褲裤見见觀观規规覓觅視视覽览覺觉觸触計计訂订認认討讨讓让訊讯記记講讲許许論论設设訪访證证評评識识"
    "訴诉診诊詞词譯译試试詩诗誠诚話话詢询該该詳详語语誤误說说請请諸诸諾诺讀读課课誰谁調调談谈謀谋謂谓謙谦謝谢譚谭譜谱貝贝負负貢贡"
    "財财責责賢贤敗败貨货質质販贩貪贪貧贫購购貫贯貴贵貸贷貿贸費费賀贺資资賈贾賭赌賞赏賜赐賠赔賦赋賬账賴赖贈赠贊赞贏赢趙赵趕赶躍跃"
    "踐践車车軌轨軒轩轉转輪轮軟软轟轰輕轻載载較较輔辅輛辆輝辉輩辈輯辑輸输轄辖辭辞辯辩邊边遼辽達达遷迁過过邁迈運运還还這这進进遠远"
    "違违連连遲迟適适選选遜逊遞递遺遗遙遥鄧邓鄭郑鄰邻郵邮醬酱釀酿釋释裡里裏里鑒鉴針针釘钉鈞钧鈉钠鈦钛鋼钢鋁铝鋰锂錢钱鉛铅鉑铂銅铜"
    "銀银銘铭銳锐鋒锋鋪铺錦锦錫锡鍋锅鍵键鍛锻鎖锁鎮镇鏡镜鐘钟鐵铁鑽钻長长門门閃闪閉闭間间閱阅閩闽闊阔隊队陽阳陰阴陣阵階阶際际"
    "陸陆陳陈險险隨随隱隐隸隶難难雛雏霧雾靜静韋韦韓韩頂顶項项順顺須须頑顽顧顾頓顿頒颁預预領领頻频題题額额顏颜願愿風风飛飞飯饭飲饮"
    "飾饰飽饱館馆饒饶馬马馳驰駛驶駐驻駕驾駝驼騎骑騰腾驅驱驗验驛驿驕骄魚鱼魯鲁鮮鲜鯨鲸鳥鸟鳴鸣鴻鸿鵬鹏鷹鹰鶴鹤麥麦黃黄齊齐齒齿龍龙"
    "龜龟滙汇匯汇臺台灣湾衆众綫线爲为啓启産产畫画徵征鬆松麵面穀谷鬥斗係系製制複复併并週周姍姗註注佈布採采範范菸烟鍾钟託托闆板"
)
_SIMPLER: Final = str.maketrans(_PAIRS[::2], _PAIRS[1::2])

WORDS: Final = {
    "通信": "communication", "通讯": "communication", "无线": "wireless", "移动": "mobile",
    "电子": "electronics", "电器": "electric", "电气": "electric", "电机": "electric",
    "半导体": "semiconductor", "微电子": "microelectronics", "集成电路": "integrated circuit",
    "芯片": "chip", "模组": "module", "模块": "module", "天线": "antenna", "雷达": "radar",
    "激光": "laser", "光电": "optoelectronics", "光学": "optics", "传感": "sensor",
    "科技": "technology", "技术": "technology", "信息": "information", "资讯": "information",
    "软件": "software", "网络": "network", "数码": "digital", "数字": "digital", "数据": "data",
    "智能": "intelligent", "人工智能": "ai", "物联网": "iot", "互联": "connect", "云": "cloud",
    "汽车": "automotive", "车载": "vehicle", "导航": "navigation", "卫星": "satellite",
    "航空": "aviation", "航天": "aerospace", "系统": "system", "设备": "equipment",
    "仪器": "instrument", "精密": "precision", "机械": "machinery", "制造": "manufacturing",
    "工业": "industry", "实业": "industry", "材料": "material", "能源": "energy", "电池": "battery",
    "贸易": "trading", "进出口": "import export", "国际": "international", "投资": "investment",
    "控股": "holding", "集团": "group", "股份": "", "发展": "development", "研究所": "institute",
    "研究院": "institute", "研究": "research", "服务": "service", "中国": "china",
    "北京": "beijing", "上海": "shanghai", "深圳": "shenzhen", "深圳市": "shenzhen",
    "广州": "guangzhou", "东莞": "dongguan", "苏州": "suzhou", "杭州": "hangzhou",
    "南京": "nanjing", "武汉": "wuhan", "成都": "chengdu", "重庆": "chongqing", "西安": "xian",
    "天津": "tianjin", "青岛": "qingdao", "厦门": "xiamen", "无锡": "wuxi", "宁波": "ningbo",
    "合肥": "hefei", "珠海": "zhuhai", "惠州": "huizhou", "大连": "dalian", "长沙": "changsha",
    "浙江": "zhejiang", "江苏": "jiangsu", "广东": "guangdong", "福建": "fujian",
    "电讯": "telecommunication", "电信": "telecommunication", "微波": "microwave", "射频": "rf",
    "车联网": "connected vehicle", "新能源": "new energy", "动力": "power", "电源": "power",
    "自动化": "automation", "机器人": "robot", "视觉": "vision", "图像": "image", "存储": "memory",
    "显示": "display", "光通信": "optical communication", "地图": "map", "自动驾驶": "driving",
    "零部件": "parts", "电声": "acoustics", "声学": "acoustics", "元件": "component",
    "晶体": "crystal",
    "晶圆": "wafer", "封装": "packaging", "测试": "test", "照明": "lighting", "微": "micro",
    "电路": "circuit", "线路板": "circuit board", "连接器": "connector", "线束": "wiring",
    "化学": "chemical",
    "重工": "heavy industry", "电工": "electric", "制作所": "manufacturing", "自动车": "automotive",
    "精机": "precision", "工程": "engineering", "商贸": "trading", "电脑": "computer",
    "计算机": "computer",
    "公司": "", "有限": "", "市": "", "省": "", "新加坡": "singapore", "日本": "japan",
    "韩国": "korea",
    "欧洲": "europe", "美国": "usa", "德国": "germany",
    "佛山": "foshan", "中山": "zhongshan", "常州": "changzhou", "南通": "nantong", "济南": "jinan",
    "郑州": "zhengzhou", "沈阳": "shenyang", "长春": "changchun", "哈尔滨": "harbin",
    "昆山": "kunshan",
    "嘉兴": "jiaxing", "温州": "wenzhou", "福州": "fuzhou", "芜湖": "wuhu", "烟台": "yantai",
    "新竹": "hsinchu", "高雄": "kaohsiung",
    "香港": "hong kong", "澳门": "macau", "台湾": "taiwan", "台北": "taipei",
}  # fmt: skip
"""Generic words and places of Chinese company names in English, for proposals only."""

LONGEST_WORD: Final = max(map(len, WORDS))


def simplified(text: str) -> str:
    """The text with simplified characters in place of the traditional ones of the table."""
    return text.translate(_SIMPLER)
