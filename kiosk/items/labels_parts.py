"""Labels of the parts of an item: name|Chinese|English, a row each."""

PART_ROWS = """\
places|办理地点明细|Places
place_name|场所名称|Place
kind|种类|Kind
address|地址|Address
window|窗口|Counter
phone|电话|Phone
traffic|交通|How to get there
lng|经度|Longitude
lat|纬度|Latitude
link_way|咨询方式|Questions
supervise_way|监督投诉方式|Complaints
contacts|联系方式明细|Contacts
url|网址|Web address
email|电子邮箱|E-mail
service_time|服务时间|Service hours
remedies|行政救济|Remedies
rights|申请人权利|Your rights
duties|申请人义务|Your duties
result_type|审批结果类型|Kind of result
result_name|审批结果名称|Result
result_sample|审批结果样本|Sample of the result
sample|样本|Sample
more_results|其他审批结果|Further results
area|适用地域|Valid in
delivery|送达方式|How it is delivered
annual|年检年审|Annual check
period|周期|Period
is_fee|是否收费|Charged
fee_basis|收费依据|Basis of charges
fees|收费项目|Charges
fee_name|收费名称|Charge
fee_stand|收费标准|Rate
amount_fen|金额（分）|Amount (fen)
fee_kind|收费种类|Kind of charge
is_desc|是否允许减免|Can be reduced
desc_explain|减免说明|On reductions
payee|收款单位|Payee
intermediaries|中介服务|Services of third parties
service_name|服务名称|Service
agencies|服务机构|Who offers it
paid_by|费用承担|Who pays
materials|申请材料|Materials
id|标识|Id
material_name|材料名称|Material
material_type|材料类型|Kind of material
material_format|材料形式|Form
is_need|必要性|Needed
source_type|来源渠道|Source
source_explain|来源说明|Where to get it
page_num|份数|Copies
page_format|规格|Size
fill_explain|填报须知|How to fill it in
accept_stand|受理标准|Accepted if
material.form|空表|Blank
example|示例|Sample
error_example|错误示例|Wrong sample
issuer|出具单位|Issued by
original_num|原件份数|Originals
copy_num|复印件份数|Photocopies
valid_days|有效天数|Valid for days
is_kept|是否留存|Kept by the office
auto_source|电子证照类型代码|Kind of e-licence
scan_profile|扫描方式|How to scan it
min_trust|最低可信等级|Least trust
deferrable_days|容缺天数|May follow within days
questions|常见问题|Questions people ask
question|问题|Question
answer|回答|Answer
is_schedule|是否支持预约|Can be booked
booking|预约|Booking
ahead_days|提前天数|Days ahead
is_pay_online|是否支持网上支付|Can be paid online
is_express|是否支持快递|Can be sent by courier
express|快递|Courier
way|方式|Way
fee_fen|费用（分）|Cost (fen)
carrier|承运人|Carrier
is_service_terminals|是否支持终端办理|May be on terminals
is_entry_center|是否进驻大厅|In the hall
is_online|是否网上办理|Online
free_post|是否免费寄送|Sent free of charge
online_handle_depth|网上办理深度|Online depth
online_handle_url|网上办理地址|Online address
allow_agent|是否允许代办|By an agent
instant_decision|是否秒批|Decided at once
flow_template|自助类型|What the terminal does
offline_class|离线级别|Without network
credentials|所需凭证|Credentials
min_assurance|最低身份保障级别|Least assurance
devices|所需外设|Devices
consumables|所需耗材|Supplies
sheets|张数|Sheets
service_hours|服务时段|Hours
hours.days|日期种类|Days
from|起|From
to|止|To
exclusions|不可办情形|Who cannot
hints|可能可办提示|Hints
rule|判断式|Rule
basis|依据|Basis
instead|替代办法|What to do instead
sensitivity|敏感级别|Sensitivity
scenario|情形引导|Situations
start|起始问题|First question
nodes|问题列表|Questions
help|帮助说明|Help
voice|语音提示|By voice
options|可选项|Options
label|显示文字|Label
next|下一问题|Next question
end|结束|End
effects|影响|Effects
materials_add|增加材料|Adds materials
materials_remove|减少材料|Removes materials
fields_add|增加填写项|Adds fields
fields_remove|减少填写项|Removes fields
fee|收费项|Charge
result|结果|Result
exclusion|不能办理的原因|Why not
note|提示|Note
form|表单|Form
type|类型|Type
required|是否必填|Must be filled in
max_length|最大长度|Longest
minimum|最小值|Least
maximum|最大值|Most
decimals|小数位数|Decimal places
unit|单位|Unit
choices|选项|Choices
value|取值|Value
default|默认值|Begins with
prefill|自动填写来源|Filled in from
group|分组|Group
receipt|回执模板|Slip
calc|试算|Calculation
inputs|输入项|Inputs
steps|计算步骤|Steps
formula|计算式|Formula
results|结果列表|Results
format|显示格式|Shown as
disclaimer|免责说明|Disclaimer
valid_until|适用至|Valid until
query|查询|Query
source|数据来源|Data source
columns|显示列|Columns
masked|是否遮挡|Masked
rows|数据文件|Rows
query.receipt|是否可打小票|On a slip
empty|无结果时的说明|If nothing is found
certificate|证明|Certificate
template|模板|Template
type_code|证照类型代码|Kind of certificate
type_name|证照类型名称|Name of the kind
languages|语言|Languages
pages|页数|Pages
copies|最多份数|Most copies
bookable|可预约打印|Can be booked
anonymous|是否不记名|Without a name
referral|转人工|At a counter
where|去哪里|Where
why|原因|Why
bring|携带|Bring
name|名称|Name
remedy.kind|救济途径|Way
remedy.limit_explain|期限|Within
"""
